"""People see what they have by helping others, and who helps most."""

import re

import pytest

from .reading import errors, field, notice
from .test_community import ask, follow

KINDS = ("answered", "voted", "accepted", "helped")


@pytest.fixture(scope="module")
def solved(portal, ana, ben):
    """A question of ana's that ben answered; the address."""
    topic = ask(ana, title="Does it float?").headers["Location"]
    page = follow(ben, ben.post(f"{topic}/replies", {"body": "With cork."}))
    reply = re.search(r'id="reply-([0-9a-f-]{36})"', page.text)[1]
    ana.post(f"/replies/{reply}/vote", {"on": "1"})
    ana.post(f"{topic}/accept", {"reply_id": reply, "version": field(ana.get(topic), "version")})
    assert "Accepted answer" in ana.get(topic).text
    return topic


def listed(browser, query=""):
    """Who stands on the leaderboard, with their points."""
    rows = re.findall(
        r'class="at-title" href="/people/[^"]+">([^<]+)</a>.*?__points">(\d+)', browser.get(f"/leaderboard{query}").text
    )
    return {name: int(number) for name, number in rows}


def page_of(browser, topic, name):
    return re.search(rf'href="(/people/[0-9a-f-]+)">{name}', browser.get(topic).text)[1]


def test_an_accepted_answer_brings_points_and_a_badge(solved, ben, visitor):
    page = visitor.get(page_of(ben, solved, "Ben Example")).text
    assert "<dt>Points</dt><dd>22</dd>" in page and "First accepted answer" in page
    assert listed(visitor)["Ben Example"] == 22 and "Ben Example" not in listed(visitor, "?when=last")


def test_badges_are_called_something_in_every_language(solved, ben, visitor):
    page = visitor.get(page_of(ben, solved, "Ben Example"), Accept_Language="de").text
    assert "Erste angenommene Antwort" in page and "Eine Antwort wurde angenommen." in page and "Neu dabei" in page


def test_one_chooses_on_ones_page_whether_one_is_listed(solved, ana, ben, visitor):
    place = page_of(ben, solved, "Ben Example")
    assert 'action="/leaderboard/listed"' in ben.get(place).text and "/leaderboard/listed" not in ana.get(place).text
    for on, words in (("0", "not listed on the leaderboard any more"), ("1", "are listed on the leaderboard")):
        answer = ben.post("/leaderboard/listed", {"on": on})
        assert answer.headers["Location"] == place
        assert words in notice(follow(ben, answer))
        assert ("Ben Example" in listed(visitor)) == (on == "1")
    assert visitor.post("/leaderboard/listed", {"on": "1"}).headers["Location"].startswith("/signin")


def test_a_leaderboard_of_a_category_that_is_not_there_is_missing(visitor):
    assert visitor.get("/leaderboard?category=nowhere").status_code == 404
    assert visitor.get("/leaderboard?when=never").status_code in (200, 404)


def test_staff_choose_what_gives_points_and_see_what_did_not(portal, ana, olga, wim):
    page = olga.get("/staff/recognition")
    assert 'value="15"' in page.text and ana.get("/staff/recognition").status_code == 403
    assert wim.get("/staff/recognition").status_code == 403
    topic = ask(ana, title="Does it sink?").headers["Location"]
    own = follow(ana, ana.post(f"{topic}/replies", {"body": "It does."}))
    reply = re.search(r'id="reply-([0-9a-f-]{36})"', own.text)[1]
    ana.post(f"{topic}/accept", {"reply_id": reply, "version": field(ana.get(topic), "version")})
    refused = olga.get("/staff/recognition").text
    assert re.search(r"Ana Example</b> accepted an answer by themselves in .*Does it sink\?", refused)
    sent = {name: field(page, name) for name in ("version", "pair_cap")}
    sent |= {f"{what}-{kind}": field(page, f"{what}-{kind}") for what in ("points", "cap") for kind in KINDS}
    wrong = olga.post("/staff/recognition/rules", sent | {"points-voted": "many"})
    assert wrong.status_code == 422 and errors(wrong) == ["Write a number."] and 'value="many"' in wrong.text
    saved = olga.post("/staff/recognition/rules", sent | {"points-voted": "7"})
    assert notice(follow(olga, saved)).startswith("Saved") and 'value="7"' in olga.get("/staff/recognition").text
    assert olga.post("/staff/recognition/rules", sent).status_code == 412
    portal.settle()
    assert "changed what gives points" in olga.get("/staff/audit").text


def test_staff_choose_what_levels_open_and_people_see_where_they_stand(portal, solved, ana, ben, olga, visitor):
    page = olga.get("/staff/recognition")
    names = [f"{what}-{at}" for at in range(2, 6) for what in ("days", "accepted", "topics", "replies")]
    names += [f"{what}-{at}" for at in range(1, 6) for what in ("conversations", "messages")]
    sent = {name: field(page, name) for name in names} | {f"links-{at}": "1" for at in range(2, 6)}
    sent |= {"version": "1", "lost_days": field(page, "lost_days")}
    wrong = olga.post("/staff/recognition/levels", sent | {"days-2": "40"})
    assert wrong.status_code == 422 and 'value="40"' in wrong.text
    assert errors(wrong) == ["A higher level asks for as much as the one below it, or for more."]
    saved = olga.post("/staff/recognition/levels", sent | {"conversations-5": "99"})
    assert notice(follow(olga, saved)).startswith("Saved") and 'value="99"' in olga.get("/staff/recognition").text
    assert ana.post("/staff/recognition/levels", sent).status_code == 403
    portal.settle()
    assert "changed what levels open" in olga.get("/staff/audit").text
    place = page_of(ben, solved, "Ben Example")
    own = ben.get(place).text
    assert "To reach Contributor" in own and "25 points: you have" in own and "10 people a day" in own
    assert "To reach Contributor" not in ana.get(place).text + visitor.get(place).text


def test_staff_make_a_contest_that_everybody_sees(ana, ben, olga, visitor):
    assert "There is no contest yet" in visitor.get("/contests").text and ana.get("/contests/new").status_code == 403
    sent = {"title": "Winter help", "body": "Win a **valve**.", "kinds": ["answered"], "starts_at": "2026-01-01T00:00"}
    wrong = olga.post("/contests/new", sent | {"ends_at": ""})
    assert wrong.status_code == 422 and errors(wrong) and "Winter help" in wrong.text
    page = olga.get("/contests/new")
    answer = olga.post("/contests/new", sent | {"ends_at": "2999-01-01T00:00", "form_key": field(page, "form_key")})
    place = answer.headers["Location"]
    ben.post(f"{ask(ana, title='Which size?').headers['Location']}/replies", {"body": "The small one."})
    shown = visitor.get(place).text
    assert "Win a <strong>valve</strong>" in shown and "Ben Example" in shown and "/edit" not in shown
    assert "Winter help" in visitor.get("/contests").text
    change = {"title": "Spring help", "body": "On.", "ends_at": "2999-01-01T00:00"}
    changed = olga.post(f"{place}/edit", change | {"version": field(olga.get(f"{place}/edit"), "version")})
    assert changed.headers["Location"] == place and "Spring help" in visitor.get(place).text


def test_staff_see_who_gives_points_in_a_ring(ana, ben, olga, wim):
    assert "Nobody gave points in a ring" in olga.get("/staff/recognition").text
    for giver, taker in ((ana, ben), (ben, wim), (wim, ana)):
        for number in range(3):
            topic = ask(taker, title=f"Round {number}").headers["Location"]
            giver.post(f"{topic[: topic.index('/topics/') + 44]}/vote", {"on": "1"})
    shown = olga.get("/staff/recognition").text
    assert re.search(r"Ana Example</b> gave Ben Example points \d+ times", shown)
    assert "Nobody gave points in a ring" not in shown


def test_staff_see_who_tries_to_vote_for_themselves(portal, ana, olga):
    assert "Nobody tried to in topics" in olga.get("/staff/recognition").text
    topic = ask(ana, title="Is it mine?").headers["Location"]
    place = topic[: topic.index("/topics/") + 44]
    for _ in range(2):
        assert ana.post(f"{place}/vote", {"on": "1"}).status_code == 403
    shown = olga.get("/staff/recognition").text
    assert re.search(r">Ana Example</a>\s*<div[^>]*><span>2 tries</span>", shown)
    olga.post("/language", {"language": "de", "back": "/staff"})
    assert "2 Versuche" in olga.get("/staff/recognition").text
    olga.post("/language", {"language": "en", "back": "/staff"})


def test_staff_let_an_audience_have_a_leaderboard_that_its_people_choose(portal, solved, ana, ben, olga, wim, visitor):
    rule = {"word_r": "all", "node": ["r-0"], "field_r-0": "kind", "is_r-0": "is", "values_r-0": "customer"}
    made = olga.post("/staff/audiences/new", rule | {"name": "Buyers", "do": "save"}).headers["Location"]
    portal.settle()
    audience = made.rpartition("/")[2]
    assert "Among whom" not in ana.get("/leaderboard").text
    assert ana.get(f"/leaderboard?audience={audience}").status_code == 404
    saved = olga.post("/staff/recognition/boards", {"audiences": [audience, "nowhere"]})
    assert "can choose it on the leaderboard" in notice(follow(olga, saved))
    assert re.search(rf'value="{audience}"[^>]* checked', olga.get("/staff/recognition").text)
    assert f"audience={audience}" in ana.get("/leaderboard").text
    page = ana.get(f"/leaderboard?audience={audience}&when=all")
    assert "<h1>Buyers</h1>" in page.text and "Ben Example" in listed(ana, f"?audience={audience}&when=all")
    for outside in (visitor, wim):
        assert "Among whom" not in outside.get("/leaderboard").text
        assert outside.get(f"/leaderboard?audience={audience}").status_code == 404
    assert ana.post("/staff/recognition/boards", {"audiences": []}).status_code == 403
    portal.settle()
    assert "chose which audiences have a leaderboard" in olga.get("/staff/audit").text
