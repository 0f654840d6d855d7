"""The forge, where the content is kept in public: the address of its editor in the browser."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def editor(repo_url: str | None, edit_uri: str | None) -> str:
    """What to write before a file's path within docs/ to edit it on the forge; empty if the centre has none.

    Both as MkDocs has them in mkdocs.yml: `edit_uri` continues `repo_url`, unless it begins with a slash or is an
    address itself. GitHub: `edit/main/docs/`; GitLab: `-/edit/main/docs/`; Forgejo and Codeberg: `_edit/main/docs/`.
    """
    if not repo_url or not edit_uri:
        return ""
    address = urljoin(f"{repo_url.rstrip('/')}/", edit_uri)
    if urlsplit(address).scheme not in ("https", "http"):
        return ""
    return address if address.endswith(("/", "=")) else f"{address}/"
