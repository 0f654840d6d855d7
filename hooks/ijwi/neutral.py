"""The neutral page: where "Leave this site" leads in a copy that has no internet to leave to.

It shows a table of numbers. Not a word of the centre is on it, and none of any language; it
needs no script and asks for no file but its small stylesheet.
"""

from __future__ import annotations

from .hosting import CONTENT_SECURITY_POLICY

#: Its path, relative to the site's root. A copy of the site must carry it, and NEUTRAL_STYLE.
NEUTRAL_PAGE = "numbers.html"
NEUTRAL_STYLE = "assets/numbers.css"
#: What the browser's tab and history call it.
NEUTRAL_TITLE = "1 × 1"
_ROWS = range(1, 11)


def neutral_page() -> str:
    """The page as HTML. `overrides/assets/exit.js` makes the same table where the page cannot be fetched."""
    rows = "\n".join(f"<tr>{''.join(_cell(row, column) for column in _ROWS)}</tr>" for row in _ROWS)
    # zxx: "no linguistic content" (BCP 47). The empty icon keeps browsers from asking for one.
    return ('<!doctype html>\n<html lang="zxx" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">\n'
            '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
            f'<meta name="color-scheme" content="light dark">\n<title>{NEUTRAL_TITLE}</title>\n'
            f'<link rel="icon" href="data:,">\n<link rel="stylesheet" href="{NEUTRAL_STYLE}">\n</head>\n'
            f'<body class="neutral">\n<h1>{NEUTRAL_TITLE}</h1>\n<table>\n{rows}\n</table>\n</body>\n</html>\n')


def _cell(row: int, column: int) -> str:
    name = "th" if 1 in (row, column) else "td"
    return f"<{name}>{row * column}</{name}>"
