"""The forge, where the content is kept in public: the addresses of its editor and of its form for issues."""

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


def new_issue(repo_url: str | None, edit_uri: str | None, title: str, body: str) -> str:
    """The address of the form for a new issue, filled in; empty if the forge is none that we know.

    `title` and `body` are percent-encoded already; the address ends with the body. What the forge is, its editor's
    address tells: see `editor`. https://docs.github.com/issues/tracking-your-work-with-issues/creating-an-issue,
    https://docs.gitlab.com/user/project/issues/create_issues/; Forgejo's form takes GitHub's names.
    """
    if not editor(repo_url, edit_uri):
        return ""
    repository = urlsplit((repo_url or "").rstrip("/"))
    if (edit_uri or "").startswith("-/") or "gitlab" in (repository.hostname or ""):
        return f"{repository.geturl()}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}"
    if (edit_uri or "").startswith(("edit/", "_edit/")):
        return f"{repository.geturl()}/issues/new?title={title}&body={body}"
    return ""
