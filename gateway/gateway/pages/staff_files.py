"""An article's files, for who writes it."""

from gateway.arrivals import require
from gateway.handing_out import handed_out
from gateway.panels import Panel, page, pages
from gateway.upstream import files
from gateway.visit import visit


@page("/staff/articles/<article_id>/files", "staff_files.html", by="staff")
def article_files(article_id, file_id=""):
    """What is attached, with its history; forms of one file show all of them again."""
    return {"list": Panel(files.staff_files, article_id, need=True, gives=("article", "edit", "files", "most"))}


@pages.get("/staff/files/<version_id>")
def open_version(version_id):
    """Any content that a file had."""
    require("staff")
    return handed_out(*files.opened_version(visit().services, version_id))
