"""The cases of internal notes: staff's alone, beside topics that they may read."""

from leaks.cases import Case
from leaks.people import INTERNAL_NOTES
from leaks.routes_common import PAGES, form

BESIDE, ONE = "/topics/{topic}/internal-notes", "/topics/<topic:0>/internal-notes/{internal}/delete"
INTERNAL = (
    Case(
        f"{PAGES}/topic/<topic_id>/internal-notes",
        (f"{PAGES}/topic/{{topic}}/internal-notes",),
        shows=INTERNAL_NOTES,
        by="keeper",
    ),
    Case(
        "/internal/v1/topics/<topic_id>/internal-notes",
        (f"/internal/v1{BESIDE}",),
        method="POST",
        writes=True,
        body='{"note": "N"}',
    ),
    Case(
        "/internal/v1/internal-notes/<note_id>",
        ("/internal/v1/internal-notes/{internal}",),
        method="DELETE",
        writes=True,
    ),
)
INTERNAL_PAGES = (
    Case("/topics/<topic_id>", ("/topics/<topic:0>-words",), shows=INTERNAL_NOTES[:1], by="keeper"),
    form("/topics/<topic_id>/internal-notes", BESIDE, "note=N"),
    form("/topics/<topic_id>/internal-notes/<note_id>/delete", ONE),
)
