"""Ideas stand in a list of their own, with what becomes of them."""

from .reading import errors, field, notice
from .test_community import ask, follow


def test_staff_say_what_becomes_of_an_idea_and_everybody_sees_it(portal, ana, olga, visitor):
    place = ask(ana, title="A longer cable", kind="idea").headers["Location"]
    assert "A longer cable" in visitor.get("/ideas").text
    page = olga.get(f"{place}/idea")
    sent = {"version": field(page, "version"), "state": "planned"}
    wrong = olga.post(f"{place}/idea", sent | {"reason": ""})
    assert wrong.status_code == 422 and errors(wrong)
    saved = olga.post(f"{place}/idea", sent | {"reason": "In spring."})
    assert notice(follow(olga, saved)).startswith("Saved.")
    shown = visitor.get(place).text
    assert "Planned" in shown and "In spring." in shown
    assert "A longer cable" in visitor.get("/ideas?state=planned").text
    assert "A longer cable" not in visitor.get("/ideas?state=done&sort=latest").text
    portal.settle()
    assert "What becomes of" not in visitor.get("/ideas").text
    assert "said what becomes of" in ana.get("/notifications").text
    assert "said what becomes of an idea" in olga.get("/staff/audit").text


def test_only_staff_set_the_state_of_an_idea(ana, olga):
    place = ask(ana, title="A lamp", kind="idea").headers["Location"]
    assert ana.get(f"{place}/idea").status_code == 403
    question = ask(ana, title="Which lamp?").headers["Location"]
    assert olga.get(f"{question}/idea").status_code == 404
