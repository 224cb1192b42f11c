"""Links in articles to other sites: what is asked, how politely, and who is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.actions.links import check_links
from knowledge.actions.outside import tell_keepers
from knowledge.asking import Asker, outside_of
from knowledge.store.tables import notices, outside_hosts, outside_links, outside_places
from portalkit.outside import Networks, Ports
from portalkit.testing.site import Site

EVERY = timedelta(days=7)
ORIGIN = "https://portal.example"
ADMINISTRATOR = {"id": "hen", "roles": frozenset({"administrator"})}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def asking(house: Any, site: Site) -> Any:
    """The house, which asks other sites: one on this machine, as its settings allow."""
    settings = {"check_links_networks": Networks("127.0.0.0/8"), "check_links_ports": Ports(f"80,443,{site.port}")}
    house.settings = replace(house.settings, public_origin=ORIGIN, check_external_links=True, **settings)
    house.app.config["CHECKS_OTHERS"] = True
    house.asker = Asker(house.database, outside_of(house.settings), EVERY, lambda s: house.later(seconds=s))
    house.site = site
    id = house.AUTHOR.id
    house.tell("accounts.user.changed.v1", id, {"kind": "staff", "state": "active"}, person=id, personal={"name": "P"})
    house.work()
    yield house
    house.app.config["CHECKS_OTHERS"] = False


def linking(house: Any, *addresses: str, category: str | None = None, **more: Any) -> Any:
    body = "\n\n".join(f"[there]({address})" for address in addresses)
    return house.article(category or house.category(), body=body, **more)


def ask(house: Any) -> int:
    """Let the portal find links and ask what is due, as long as time need not pass; how many it asked."""
    with house.database.transaction() as tx:
        check_links(tx, ORIGIN, others=True)
    asked = 0
    while house.asker.step():
        asked += 1
        house.later(seconds=2)
    return asked


def fail_thrice(house: Any) -> None:
    for _ in range(2):
        ask(house)
        house.later(days=1, minutes=1)
    ask(house)


def listed(house: Any, which: str = "broken", viewer: Any = None) -> dict[str, Any]:
    page = house.page(f"staff/outside?which={which}", viewer or house.AUTHOR)
    assert page["checked"]
    return {item["address"]: item for item in page["items"]}


def told(house: Any) -> list[str]:
    with house.database.transaction() as tx:
        tell_keepers(tx)
    with house.database.reading() as db:
        return [row.text for row in db.rows(select(notices.c.text).order_by(notices.c.id))]


def rows(house: Any, table: Any) -> list[Any]:
    with house.database.reading() as db:
        return list(db.rows(select(table)))


def test_each_address_is_asked_once_however_many_articles_lead_there_and_again_after_a_week(asking: Any) -> None:
    here = asking.site.plan("/here", 200)
    linking(asking, here, f"{here}#part", "/topics", f"{ORIGIN}/search?q=x", "mailto:a@b.example")
    linking(asking, here)
    assert ask(asking) == 1 and ask(asking) == 0
    assert asking.site.methods("/here") == ["HEAD"] and "portal.example" in asking.site.asked[0][2]["User-Agent"]
    asking.later(days=6)
    assert ask(asking) == 0
    asking.later(days=1)
    assert ask(asking) == 1
    assert all(listed(asking, which) == {} for which in ("broken", "moved", "unknown"))


def test_get_is_tried_where_head_is_refused_and_decides(asking: Any) -> None:
    good, bad = asking.site.plan("HEAD /a", 405), asking.site.plan("HEAD /b", 404)
    asking.site.plan("GET /a", 200)
    linking(asking, good, bad)
    fail_thrice(asking)
    assert asking.site.methods("/a")[:2] == ["HEAD", "GET"] and set(listed(asking)) == {bad}


def test_a_second_question_says_what_the_first_answer_was(asking: Any) -> None:
    here = asking.site.plan("/here", 200, ETag='"1"', Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")
    linking(asking, here)
    ask(asking)
    asking.site.plan("/here", 304)
    for _ in range(2):
        asking.later(days=7)
        ask(asking)
        assert asking.site.asked[-1][2]["If-None-Match"] == '"1"'
    assert asking.site.asked[-1][2]["If-Modified-Since"].startswith("Sat") and listed(asking) == {}


def test_nobody_is_told_before_it_failed_three_times_and_then_the_owner_is_told_once(asking: Any) -> None:
    gone, failing = asking.site.at("/gone"), asking.site.plan("/failing", 500)
    article = linking(asking, gone, failing)
    for passing in (timedelta(minutes=59), timedelta(hours=23)):
        assert ask(asking) == 2 and told(asking) == [] and listed(asking) == {}
        asking.now += passing
        assert ask(asking) == 0
        asking.later(hours=1)
    assert ask(asking) == 2
    found = listed(asking)
    assert {address: (one["outcome"], one["status"]) for address, one in found.items()} == {
        gone: ("gone", 404),
        failing: ("failing", 500),
    }
    assert found[gone]["articles"][0]["id"] == article["id"] and found[gone]["count"] == 1
    assert len(told(asking)) == 1 and gone in told(asking)[0] and failing in told(asking)[0]
    linking(asking, gone)
    ask(asking)
    assert len(told(asking)) == 2


def test_once_it_is_there_again_it_is_in_order_and_can_be_told_anew(asking: Any) -> None:
    gone = asking.site.at("/gone")
    linking(asking, gone)
    fail_thrice(asking)
    assert len(told(asking)) == 1
    asking.site.plan("/gone", 200)
    asking.client.post(f"/v1/outside/{listed(asking)[gone]['id']}/ask", None, asking.AUTHOR)
    assert ask(asking) == 1 and listed(asking) == {}
    asking.site.plan("/gone", 410)
    asking.later(days=7)
    fail_thrice(asking)
    assert len(told(asking)) == 2


def test_who_has_too_much_to_do_is_left_alone_as_long_as_they_want(asking: Any) -> None:
    busy, other = asking.site.plan("/busy", 429, Retry_After="7200"), asking.site.plan("/other", 200)
    linking(asking, busy)
    assert ask(asking) == 1
    linking(asking, other)
    assert ask(asking) == 0  # the same host
    assert listed(asking, "unknown")[busy]["outcome"] == "busy"
    asking.later(hours=2)
    asking.site.plan("/busy", 503, Retry_After="Sun, 29 Nov 2026 10:00:00 GMT")
    ask(asking)
    assert rows(asking, outside_hosts)[0].next_at.isoformat() == "2026-11-29T10:00:00+00:00"
    assert rows(asking, outside_links)[0].strikes == 0 and told(asking) == []


def test_what_moved_for_good_is_offered_and_what_is_elsewhere_for_now_is_not(asking: Any) -> None:
    site = asking.site
    new = site.plan("/new", 200)
    site.plan("/newer", 308, Location=new)
    old, now = site.plan("/old", 301, Location="/newer"), site.plan("/now", 302, Location="/new")
    site.plan("/half", 302, Location="/new")
    half, lost = site.plan("/begun", 301, Location="/half"), site.plan("/lost", 301, Location="/nowhere")
    ring = site.plan("/ring", 301, Location="/ring")
    linking(asking, old, now, half, lost, ring)
    fail_thrice(asking)
    assert {address: one["moved_to"] for address, one in listed(asking, "moved").items()} == {
        old: new,
        half: site.at("/half"),
    }
    assert {address: one["outcome"] for address, one in listed(asking).items()} == {lost: "gone", ring: "loops"}


def test_nothing_of_ours_is_asked_neither_at_once_nor_by_a_redirect(asking: Any) -> None:
    with Site() as inner:
        asking.site.plan("/in", 302, Location=f"http://127.0.0.1:{inner.port}/secret")
        asking.site.plan("/meta", 302, Location="http://169.254.169.254/latest/meta-data/")
        asking.site.plan("/file", 302, Location="file:///etc/passwd")
        asking.site.plan("/who", 302, Location=f"http://a:b@127.0.0.1:{asking.site.port}/x")
        lead = [asking.site.at(path) for path in ("/in", "/meta", "/file", "/who")]
        direct = ["http://10.0.0.1/", "http://[::1]/", "http://a:b@127.0.0.1/", f"http://127.0.0.1:{inner.port}/"]
        linking(asking, *lead, *direct)
        ask(asking)
        found = listed(asking, "unknown")
        assert set(found) == {*lead, *direct} and {one["outcome"] for one in found.values()} == {"not-allowed"}
        assert inner.asked == [] and asking.site.methods("/x") == []


def test_no_host_is_asked_twice_within_a_second_redirects_included(asking: Any) -> None:
    site, paused = asking.site, []
    asking.asker._pause = paused.append
    site.plan("/new", 200)
    linking(asking, site.plan("/old", 301, Location="/new"), site.at("/other"))
    with asking.database.transaction() as tx:
        check_links(tx, ORIGIN, others=True)
    assert asking.asker.step() and paused == [1.0] and len(site.asked) == 2
    assert not asking.asker.step()  # the other waits, as no time has passed
    asking.later(seconds=2)
    assert asking.asker.step()


def test_what_no_article_leads_to_any_more_is_forgotten(asking: Any) -> None:
    gone = asking.site.at("/gone")
    article, other = linking(asking, gone, asking.site.at("/b")), linking(asking, gone)
    fail_thrice(asking)
    asking.edit(article, body="Nothing.")
    ask(asking)
    assert len(rows(asking, outside_links)) == len(rows(asking, outside_places)) == 1
    asking.withdraw(other)
    assert listed(asking) == {} and told(asking) == []
    ask(asking)
    assert rows(asking, outside_links) == []


def test_an_editor_of_one_region_learns_nothing_of_links_in_another(asking: Any) -> None:
    europe, asia = asking.category("Europe"), asking.category("Asia-Pacific")
    inner = asking.category("Alpine", parent=europe)
    both, theirs = asking.site.at("/both"), asking.site.at("/theirs")
    mine = linking(asking, both, category=inner)
    linking(asking, both, theirs, category=asia)
    fail_thrice(asking)
    emma, boss = replace(asking.AUTHOR, id="emma"), replace(asking.AUTHOR, **ADMINISTRATOR)
    asking.client.put(f"/v1/remits/{emma.id}", {"categories": [europe]}, boss)
    found, all_of_it = listed(asking, viewer=emma), listed(asking)
    assert set(found) == {both} and set(all_of_it) == {both, theirs}
    assert [one["id"] for one in found[both]["articles"]] == [mine["id"]] and found[both]["count"] == 1
    foreign = asking.client.post(f"/v1/outside/{all_of_it[theirs]['id']}/ask", None, emma)
    nowhere = asking.client.post("/v1/outside/nowhere/ask", None, emma)
    assert foreign.status_code == nowhere.status_code == 404
    assert foreign.json | {"instance": ""} == nowhere.json | {"instance": ""}
    assert asking.client.post(f"/v1/outside/{found[both]['id']}/ask", None, emma).status_code == 204


def test_only_who_writes_reads_of_them_and_switched_off_there_is_nothing(asking: Any) -> None:
    linking(asking, asking.site.at("/gone"))
    fail_thrice(asking)
    asking.page("staff/outside", asking.STAFF, 403)
    assert asking.client.post("/v1/outside/x/ask", None, asking.STAFF).status_code == 403
    asking.app.config["CHECKS_OTHERS"] = False
    assert asking.page("staff/outside", asking.AUTHOR) == {"checked": False, "items": [], "next": None}


def test_a_worker_asks_only_where_its_settings_say_so(house: Any, site: Site) -> None:
    assert "outside" not in house.worker.apart and not house.settings.check_external_links
    linking(house, site.plan("/x", 200))
    house.work()
    assert site.asked == [] and rows(house, outside_links) == []


def test_an_article_leads_to_many_articles_places_and_the_list_goes_on(asking: Any) -> None:
    shelf = asking.category()
    for name in range(7):
        linking(asking, *(asking.site.at(f"/{n}") for n in range(21)), category=shelf, title=f"N{name}")
    fail_thrice(asking)
    page = asking.page("staff/outside", asking.AUTHOR)
    assert len(page["items"]) == 20 and {one["count"] for one in page["items"]} == {7}
    assert [one["title"] for one in page["items"][0]["articles"]] == [f"N{name}" for name in range(5)]
    more = asking.page(f"staff/outside?cursor={page['next']}", asking.AUTHOR)
    assert len(more["items"]) == 1 and more["next"] is None
