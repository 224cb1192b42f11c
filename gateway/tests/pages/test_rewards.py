"""People redeem points for rewards that staff made, and staff settle that."""

import re

from .reading import errors, field, notice
from .test_community import ask, follow


def test_a_reward_is_made_redeemed_and_refused_with_the_points_back(portal, ana, ben, olga):
    topic = ask(ana, title="Does it swim?").headers["Location"]
    page = follow(ben, ben.post(f"{topic}/replies", {"body": "It does."}))
    reply = re.search(r'id="reply-([0-9a-f-]{36})"', page.text)[1]
    ana.post(f"{topic}/accept", {"reply_id": reply, "version": field(ana.get(topic), "version")})
    new = olga.get("/rewards/new")
    sent = {"title": "A mug", "body": "With a **heron**.", "cost": "10", "stock": "1", "per_person": ""}
    sent |= {"starts_at": "2026-01-01T00:00", "ends_at": "", "audiences": ["members"]}
    wrong = olga.post("/rewards/new", sent | {"cost": "many"})
    assert wrong.status_code == 422 and errors(wrong) == ["Write a number."] and "A mug" in wrong.text
    place = olga.post("/rewards/new", sent | {"form_key": field(new, "form_key")}).headers["Location"]
    assert "A mug" in ben.get("/rewards").text and ana.get("/rewards/new").status_code == 403
    form = ben.get(place)
    assert "<strong>heron</strong>" in form.text and "After this you have 7 left" in form.text
    redeemed = ben.post(place, {"cost": field(form, "cost"), "form_key": field(form, "form_key")})
    assert notice(follow(ben, redeemed)).startswith("Redeemed.")
    assert "You have 7 points" in ben.get("/rewards").text and "cannot be redeemed now" in ben.get(place).text
    assert ana.get("/staff/redemptions").status_code == 403
    queue = olga.get("/staff/redemptions")
    act = re.search(r'action="(/staff/redemptions/[0-9a-f-]+)"', queue.text)[1]
    body = {"version": field(queue, "version"), "outcome": "refused"}
    assert olga.post(act, body | {"reason": ""}).status_code == 422
    assert notice(follow(olga, olga.post(act, body | {"reason": "It broke."}))).startswith("Refused.")
    assert "You have 17 points" in ben.get("/rewards").text and "It broke." in ben.get("/rewards").text
    portal.settle()
    assert "have your points back" in ben.get("/notifications").text
    change = sent | {"title": "A cup", "version": field(olga.get(f"{place}/edit"), "version")}
    assert olga.post(f"{place}/edit", change).headers["Location"] == place and "A cup" in ben.get(place).text
