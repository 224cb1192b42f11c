"""Beside what customers write stands that they are customers, as long as accounts knows of it."""

import re

import pytest

from .test_community import ask, follow
from .test_people import change, person

MARK = "Verified customer"


@pytest.fixture(scope="module")
def answered(portal, ana, ben):
    """A question of Ana's with an answer by Ben; the address."""
    topic = ask(ana, title="Which gasket?").headers["Location"]
    follow(ben, ben.post(f"{topic}/replies", {"body": "The blue one."}))
    return topic


def own(portal, olga, products):
    """Olga writes down which products Ben owns."""
    sent = {"kind": "customer", "organisation": "", "country": "", "region": "", "products": products, "partner": "0"}
    assert change(olga, person(olga, "ben@"), "known", **sent, grade="", custom="").status_code == 303
    portal.settle()


def marks(page):
    """How many people have the mark on a page."""
    return page.text.count(f"{MARK}</span>")


def test_the_mark_comes_and_goes_with_what_somebody_owns(portal, answered, ana, ben, olga, visitor):
    page = re.search(r'href="(/people/[0-9a-f-]+)">Ben Example', ana.get(answered).text)[1]
    own(portal, olga, "")
    assert (marks(ana.get(answered)), marks(ben.get(page))) == (1, 0), "Ana belongs to a company"
    own(portal, olga, "heron-300")
    for reader in (ana, ben, visitor):
        assert (marks(reader.get(answered)), marks(reader.get(page))) == (2, 1)
        assert "heron-300" not in reader.get(answered).text + reader.get(page).text
    ana.post("/language", {"language": "de", "back": "/"})
    assert "Bestätigte Kundschaft" in ana.get(page).text
    ana.post("/language", {"language": "en", "back": "/"})
    own(portal, olga, "")
    assert (marks(ana.get(answered)), marks(visitor.get(page))) == (1, 0)
