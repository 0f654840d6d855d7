"""What a browser's page is on paper."""

from __future__ import annotations

import io

import pikepdf
from playwright.sync_api import Page


def sheets(page: Page) -> list[tuple[int, int]]:
    """The width and height of each sheet that a page is printed on, in millimetres; A4 unless the page says otherwise."""
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as document:
        return [(round(float(box[2] - box[0]) / 72 * 25.4), round(float(box[3] - box[1]) / 72 * 25.4))
                for box in (sheet.mediabox for sheet in document.pages)]


A4, A4_ACROSS = (210, 297), (297, 210)
