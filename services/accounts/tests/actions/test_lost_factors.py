"""Telephone and recovery codes are gone: an administrator lets somebody in again, and it does not stay secret."""

from dataclasses import replace

import pytest


@pytest.fixture
def desk(service, administrator):
    """The administrator, signed in just now."""
    return replace(administrator, sid=service.sign_in("henning@saltmarsh.example").json["sid"])


def remove(service, by, user_id):
    return service.client.delete(f"/v1/users/{user_id}/factors", by)


def shown(service, by, user_id):
    return service.client.get(f"/internal/v1/pages/staff/person/{user_id}", by).json["factors"]


def test_the_password_alone_signs_in_afterwards_and_all_is_over_that_was_begun(service, desk, owner):
    session, ticket = owner.finish(owner.ticket(), owner.code()).json["session"], owner.ticket()
    assert shown(service, desk, owner.id) == ["totp"]
    assert remove(service, desk, owner.id).status_code == 204
    assert shown(service, desk, owner.id) == []
    assert service.whoami(session)["signed_in"] is False
    assert owner.finish(ticket, owner.codes[0]).status_code == 409
    assert service.sign_in().status_code == 201


def test_the_person_is_told_by_mail_and_the_audit_log_says_who_did_it(service, desk, owner):
    remove(service, desk, owner.id)
    *_, (kind, to, letter) = service.letters()
    assert (kind, to) == ("factors-changed", owner.email) and "An administrator removed" in str(letter)
    record = service.client.get("/v1/audit", desk).json["items"][0]
    assert (record["action"], record["actor"], record["object"]) == ("factors.taken", desk.id, owner.id)
    assert record["detail"] == {"factors": ["totp"]}


def test_the_administrator_proves_who_they_are_and_never_removes_their_own(service, desk, owner, clock):
    assert remove(service, desk, desk.id).json["slug"] == "own-factors"
    clock.move(minutes=11)
    assert remove(service, desk, owner.id).json["slug"] == "step-up-needed"
    assert shown(service, desk, owner.id) == ["totp"]


def test_where_there_is_none_nothing_is_removed_and_nobody_signed_out(service, desk, newcomer):
    assert remove(service, desk, newcomer.id).json["slug"] == "no-factors"
    assert remove(service, desk, "nobody").status_code == 404
    assert service.letters() == []
