"""The language that one reads in."""

import pytest

from accounts.store import users
from portalkit.viewer import VISITOR


def users_locale(service, person):
    with service.database.reading() as db:
        return users.get(db, person.id).locale


def choose(service, person, locale):
    return service.client.post("/v1/me/language", {"locale": locale}, service.viewer(person))


def test_a_chosen_language_is_told_to_those_who_write_to_one(service, ingrid):
    answer = choose(service, ingrid, "de")
    assert (answer.status_code, answer.json["id"]) == (200, ingrid.id)
    assert users_locale(service, ingrid) == "de"
    assert [type for type, *_ in service.events()][-1] == "user.changed"


def test_the_same_language_again_changes_nothing(service, ingrid):
    before = len(service.events())
    assert choose(service, ingrid, ingrid.locale).json["version"] == ingrid.version
    assert len(service.events()) == before


@pytest.mark.parametrize("locale", ["", "German", "de_DE", "de-", "../de", "x" * 40])
def test_what_is_no_language_is_refused(service, ingrid, locale):
    answer = choose(service, ingrid, locale)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["locale"])


def test_nobody_chooses_for_a_visitor(service):
    assert service.client.post("/v1/me/language", {"locale": "de"}, VISITOR).status_code == 401
