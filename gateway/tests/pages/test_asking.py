"""How often answers that are there spare a question: told by the page on which one asks, shown to staff."""

import re
from datetime import UTC, datetime

from .reading import field
from .test_moderation import asked


def counts(olga):
    """The row of this week."""
    page = olga.get("/staff/searches/asking").text
    return [int(number) for number in re.findall(r'<td class="at-num">(\d+)</td>', page)[:4]]


def test_steps_are_counted_and_a_question_that_was_asked_all_the_same_too(ana, ben, olga):
    today = datetime.now(UTC).date().isoformat()
    for step in ("shown", "shown", "opened", "opened"):
        assert ana.post("/topics/new/similar", {"step": step, "day": today}).status_code == 204
    assert counts(olga) == [2, 2, 0, 2]
    asked(ben, "Which bilby?", helped=today)
    asked(ben, "And which now?", helped="")
    asked(ben, "And what of nonsense?", helped="yesterday")
    page = olga.get("/staff/searches/asking").text
    assert counts(olga) == [2, 2, 1, 1] and "Once they opened it and did not ask." in page
    assert 'href="/staff/searches/asking"' in olga.get("/staff/searches").text


def test_what_was_opened_is_kept_with_a_question_that_needs_another_look(ana):
    page = ana.post("/topics/new", {"title": "", "body": "B", "category_id": "", "helped": "2026-01-01"})
    assert page.status_code == 422 and field(page, "helped") == "2026-01-01"


def test_nobody_but_members_tells_and_nobody_but_staff_reads(ana, visitor):
    assert visitor.post("/topics/new/similar", {"step": "shown"}).status_code == 303
    assert ana.post("/topics/new/similar", {"step": "stolen"}).status_code == 422
    assert ana.get("/staff/searches/asking").status_code == 403
