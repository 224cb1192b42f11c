"""Who sets or lifts a hold has just proven who they are: a browser that was left open decides about nobody's data."""

from dataclasses import replace

import pytest

from accounts.actions.claims import Erasing


@pytest.fixture
def desk(service):
    return service.signed_in(service.person("henning@x.example", "Henning Voss", "staff", ["administrator"]))


@pytest.fixture
def held(service, desk, ingrid):
    """A hold on Ingrid, who has asked to be erased; it was set eleven minutes ago."""
    made = service.client.post(f"/v1/users/{ingrid.id}/holds", {"ground": "legal-claim"}, desk)
    asked = service.client.post("/v1/me/erasure", {"password": service.PASSWORD}, service.viewer(ingrid))
    assert (made.status_code, asked.status_code) == (201, 202)
    service.clock.move(minutes=11)
    return f"/v1/users/{ingrid.id}/holds/{made.json['id']}"


def run_due(service):
    return Erasing(service.database).run_due()


def test_with_a_proof_that_is_too_old_nothing_is_set_and_nothing_lifted(service, desk, ingrid, held):
    client, path = service.client, f"/v1/users/{ingrid.id}/holds"
    answers = client.post(path, {"ground": "authority"}, desk), client.delete(held, desk)
    assert {(one.status_code, one.json["slug"]) for one in answers} == {(403, "step-up-needed")}
    told = client.get(path, desk).json["items"]
    assert [(one["ground"], one["in_force"]) for one in told] == [("legal-claim", True)] and run_due(service) == 0
    assert client.post("/v1/me/proof", {"password": service.PASSWORD}, desk).status_code == 200
    assert client.post(path, {"ground": "authority"}, desk).status_code == 201
    assert client.delete(held, desk).status_code == 204


def test_a_token_decides_about_no_hold(service, desk, ingrid, held):
    by_token = replace(desk, sid="token-1")
    answers = service.client.post(f"/v1/users/{ingrid.id}/holds", {"ground": "authority"}, by_token)
    assert answers.json["slug"] == service.client.delete(held, by_token).json["slug"] == "not-by-token"
