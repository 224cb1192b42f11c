"""Files of articles: attach, replace, remove, bring back."""

from flask import request

from gateway.forms.form import form
from gateway.pages.staff_files import article_files as files_page
from gateway.responses import done
from gateway.upstream import files
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

LONGEST_NAME = 1000


@form("/staff/articles/<article_id>/files", by="staff", takes=("file",), again=files_page, uploads=True)
def attach_file(sent, article_id):
    """Its text is read afterwards."""
    files.attach(visit().services, article_id, *_sent_file())
    return done(_page(article_id), _("Attached. Its text can be found in a moment."))


@form(
    "/staff/articles/<article_id>/files/<file_id>/replace", by="staff", takes=("file",), again=files_page, uploads=True
)
def replace_file(sent, article_id, file_id):
    """What it was before stays in its history."""
    files.replace(visit().services, file_id, sent.version, *_sent_file())
    return done(_page(article_id), _("Replaced. What it was before stays in its history."))


@form("/staff/articles/<article_id>/files/<file_id>/remove", by="staff", again=files_page)
def remove_file(sent, article_id, file_id):
    """It can be brought back from the same page."""
    files.remove(visit().services, file_id, sent.version)
    return done(_page(article_id), _("Removed. For a week you can bring it back."))


@form("/staff/articles/<article_id>/files/<file_id>/restore", by="staff", again=files_page)
def restore_file(sent, article_id, file_id):
    """As it was."""
    files.restore(visit().services, file_id, sent.version)
    return done(_page(article_id), _("Brought back."))


def _sent_file():
    """Name, bytes and their number of the file that was chosen. Raises Invalid."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise Invalid({"file": [_("Choose a file.")]})
    length = chosen.stream.seek(0, 2)
    chosen.stream.seek(0)
    return chosen.filename[-LONGEST_NAME:], chosen.stream, length


def _page(article_id):
    return f"/staff/articles/{quoted(article_id)}/files"
