"""The leak test asks every route there is, and its cases show what they are about to those who are inside."""

import re

import pytest

from leaks.asking import Asking, unseen
from leaks.cases import questions
from leaks.people import THINGS
from leaks.words import words_of
from leaks.worlds import WAYS

APPS = ("accounts", "knowledge", "community", "notify", "pages")
SHOWING = [pytest.param(way, case, id=f"{way}{case.rule}") for way in APPS for case in WAYS[way].cases if case.shows]
LIVE = ("/live", "/livez", "/readyz", "/version", "/metrics")


def routes(app):
    """Every rule and method of an app."""
    return {(rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}


@pytest.mark.parametrize("way", APPS)
def test_every_route_has_a_case_and_every_case_a_route(worlds, way):
    portal = worlds.hiding.portal
    app = portal.gateway if way == "pages" else portal.apps[way]
    there = routes(app)
    through = {(rule, method) for rule, method in there if rule == "/api/<service>/v1/<path:path>"}
    cases = {(case.rule, case.method) for case in WAYS[way].cases}
    assert there - through == cases - {("/api/<service>/v1/<path:path>", "GET")}


@pytest.mark.parametrize(("way", "case"), SHOWING)
def test_somebody_inside_sees_it_there(worlds, way, case):
    assert not unseen(WAYS[way].ask(worlds.hiding, case.by, [case], inside=True).values(), case)


@pytest.mark.parametrize("way", APPS)
def test_numbers_for_monitoring_name_no_thing(worlds, way):
    world = worlds.hiding
    telling = {word for name in THINGS for word in words_of(name)} | {world.ids[name] for name in THINGS}
    asking = Asking(world, WAYS[way].door(world))
    for case in WAYS[way].cases:
        if case.probe:
            for ask in questions(case):
                text = asking.send("visitor", ask).get_data(as_text=True)
                assert not [word for word in telling if word in text]


def test_the_word_of_a_thing_stands_in_no_other_and_none_is_close(worlds):
    words = [word for name in sorted(THINGS) for word in words_of(name)]
    assert len(set(words)) == len(words) and all(re.fullmatch("[a-z]{12}", word) for word in words)
