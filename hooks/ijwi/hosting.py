"""What a web server says with every file, written as files that common hosts read.

The one owner of the Content-Security-Policy: the pages' `<meta>` takes it from here, and
`tests/test_hosting.py` holds the set-ups in `hosting/` to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from .records import Catalogue

#: Nothing but the site's own files, no inline script or style (https://www.w3.org/TR/CSP3/).
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'")

#: Said with every file. `frame-ancestors` works in a header only: no other site may show our pages inside its own. Ours
#: may, for two languages side by side; only that page does, as the policy in the others lets them hold no frames.
HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-src 'self'; frame-ancestors 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": ("accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
                           "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"),
}
#: Pages are asked for again each time (it costs a few bytes if nothing changed): a recall must not wait.
PAGES = "no-cache"
#: Styles, scripts and pictures keep their names when they change.
ASSETS = "max-age=3600"
#: The browser keeps no copy of a sensitive page on the disk.
SENSITIVE = "no-store"
#: Endings that hosts may not know.
TYPES = {"ics": "text/calendar", "epub": "application/epub+zip", "zim": "application/x-zim",
         "webmanifest": "application/manifest+json", "avif": "image/avif", "webp": "image/webp"}


def headers_file(catalogue: Catalogue) -> str:
    """`_headers`, as Netlify and Cloudflare Pages read it.

    Both put values together where several rules match, so each page has one rule that speaks of caches;
    pages themselves have none: these hosts say `max-age=0, must-revalidate` for them.
    """
    rules = [("/*", HEADERS), ("/assets/*", {"Cache-Control": ASSETS})]
    for path in sensitive_paths(catalogue):
        # Either with the ending or without it: both hosts also answer to `/page` for `/page.html`.
        for address in ([f"{path}*"] if path.endswith("/") else [path, path.removesuffix(".html")]):
            rules += [(f"{prefix}/{address}", {"Cache-Control": SENSITIVE}) for prefix in ("", "/:language")]
    return "\n".join("\n".join((address, *(f"  {name}: {value}" for name, value in headers.items())))
                     for address, headers in rules) + "\n"


def htaccess(catalogue: Catalogue, site_url: str | None) -> str:
    """`.htaccess`, as Apache and LiteSpeed read it, for a site that lies where `site_url` says."""
    base = f"{urlsplit(site_url or '').path.rstrip('/')}/"
    said = "\n".join(f'  Header always set {name} "{value}"' for name, value in HEADERS.items())
    types = "\n".join(f"  AddType {kind} .{ending}" for ending, kind in TYPES.items())
    languages = "|".join(code for code in catalogue.languages if catalogue.languages.prefix(code))
    private = "|".join(re.escape(path) for path in sensitive_paths(catalogue))
    prefix = f"^{re.escape(base)}(?:(?:{languages})/)?" if languages else f"^{re.escape(base)}"
    no_store = (f'  <IfModule mod_setenvif.c>\n    SetEnvIf Request_URI "{prefix}(?:{private})" IJWI_SENSITIVE\n'
                f'    Header set Cache-Control "{SENSITIVE}" env=IJWI_SENSITIVE\n  </IfModule>\n') if private else ""
    missing = "".join(f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(base)}{code}/#">\n'
                      f"  ErrorDocument 404 {base}{code}/404.html\n</If>\n" for code in languages.split("|") if code)
    # No `Options`: many hosts refuse the whole file for it. An empty list does the same for folders.
    return (f"DirectoryIndex index.html\n<IfModule mod_autoindex.c>\n  IndexIgnore *\n</IfModule>\n"
            f"AddDefaultCharset utf-8\nErrorDocument 404 {base}404.html\n{missing}"
            f"<IfModule mod_mime.c>\n{types}\n</IfModule>\n"
            "<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html text/css text/javascript "
            "application/javascript application/json application/xml text/calendar image/svg+xml\n</IfModule>\n"
            f'<IfModule mod_headers.c>\n{said}\n  Header set Cache-Control "{PAGES}"\n'
            '  <FilesMatch "\\.(css|js|svg|jpg|png|webp|avif)$">\n'
            f'    Header set Cache-Control "{ASSETS}"\n  </FilesMatch>\n{no_store}</IfModule>\n')


def sensitive_paths(catalogue: Catalogue) -> Iterator[str]:
    """Paths, without a language, of what no browser should keep: folders end in `/`, pages in `.html`."""
    for work in catalogue.works:
        if work.fields.sensitive:
            yield f"{work.name}/" if work.path.endswith("/index") else f"{work.path}.html"
    for name, topic in catalogue.vocabulary.topics.items():
        if topic.sensitive:
            address = catalogue.vocabulary.topic_address(name)
            yield from (f"topics/{address}.html", f"topics/{address}/")
