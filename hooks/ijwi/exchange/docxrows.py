"""The rows of a document's tables as plain text, whatever its journey did to styles, marks and changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from ..findings import ContentError, Finding

#: More than any page needs, unpacked; a wall against files made to fill the memory.
MAX_BYTES = 50_000_000

#: Text that was struck out while changes were tracked, a second form for old programs, and settings.
_SKIPPED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:tcPr"), qn("w:trPr"),
                      "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "\u2011"}


@dataclass(frozen=True)
class Rows:
    """The cells' texts, row by row; what stands outside tables; comments with their authors."""

    rows: list[list[str]]
    outside: list[str]
    comments: list[str]


def read_rows(data: bytes, where: str) -> Rows:
    """The rows of a .docx. Raises ContentError if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_BYTES:
                raise ValueError("too large")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ContentError([Finding(where, 1, "exchange", "this is not a .docx document that can be read.",
                                    "Save it again as “Word document (.docx)”.")]) from error
    body = document.element.body
    return Rows([[_text(cell) for cell in _own(row, "w:tc", "w:tc")] for row in _own(body, "w:tr", "w:tc")],
                [text for paragraph in _own(body, "w:p", "w:tbl") if (text := _text(paragraph))],
                [f"{comment.author}: {comment.text}".strip(": ") for comment in document.comments])


def _own(root: Any, name: str, but_within: str) -> Iterator[Any]:
    """The elements of this name under a root, but not those inside another kind of element."""
    for element in root.iter(qn(name)):
        above = element.getparent()
        while above is not root and above is not None and above.tag != qn(but_within):
            above = above.getparent()
        if above is root:
            yield element


def _text(root: Any) -> str:
    """The text as its reader sees it when all changes are accepted; a paragraph a line."""
    lines = "".join(_pieces(root)).split("\n")
    return "\n".join(line for line in map(_trimmed, lines) if line)


def _trimmed(line: str) -> str:
    return re.sub(r"^[ \t]+|[ \t]+$", "", line)


def _pieces(node: Any) -> Iterator[str]:
    if node.tag == qn("w:t"):
        yield node.text or ""
    elif node.tag in _SIGNS:
        yield _SIGNS[node.tag]
    elif node.tag not in _SKIPPED:
        for child in node:
            yield from _pieces(child)
        if node.tag == qn("w:p"):
            yield "\n"
