"""A file itself, and the text in it."""

from flask import request

from gateway.handing_out import handed_out
from gateway.panels import Panel, page, pages
from gateway.upstream import files, knowledge
from gateway.visit import visit

LAST_DIGITS = 6


@pages.get("/files/<file_id>")
def open_file(file_id):
    """Its bytes, under the permission of its article."""
    return handed_out(*files.opened(visit().services, file_id))


@page("/files/<file_id>/preview", "file.html")
def file_text(file_id):
    """What was read in it, a page at a time."""
    given = ("file", "article", "trail", "page", "pages")
    return {"view": Panel(knowledge.file_page, file_id, _number(), need=True, gives=given)}


def _number():
    """Which page; what is no number is the first."""
    value = request.args.get("page", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LAST_DIGITS and int(value) else 1
