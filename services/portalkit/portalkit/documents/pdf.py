"""The text of a PDF, page by page."""

import logging
from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PdfReader

from portalkit.documents.pages import Unreadable

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every flaw of every file


def pdf_pages(source: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """Each page's text; a page that cannot be read is empty, so that the others keep their numbers."""
    reader = PdfReader(source)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("password")
    for page in reader.pages:
        try:
            text = page.extract_text()
        except Exception:  # whatever is wrong with it
            text = ""
        yield text, None
