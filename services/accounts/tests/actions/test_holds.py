"""An erasure waits as long as there is a ground to keep what is held of the person, and then goes on by itself."""

from datetime import timedelta

import pytest

from accounts.actions.claims import Erasing, erase
from accounts.model.hold import MOST
from accounts.store import claims, users
from portalkit import rights
from portalkit.testing import Client, at_once

NOTE = "Case 7-1044, ask Berit"


@pytest.fixture
def administrator(service):
    return service.signed_in(service.person("henning@x.example", "Henning Voss", "staff", ["administrator"]))


@pytest.fixture
def other(service):
    return service.signed_in(service.person("root@x.example", "Root", "staff", ["administrator"]))


@pytest.fixture
def asked(service, ingrid):
    """Ingrid has asked to be erased, and her last letter has waited long enough; what shows the receipt."""
    answer = service.client.post("/v1/me/erasure", {"password": service.PASSWORD}, service.viewer(ingrid))
    assert answer.status_code == 202
    service.clock.move(minutes=11)
    return answer.json["receipt"]


def day(service, ahead):
    return (service.clock() + timedelta(days=ahead)).date().isoformat()


def path(user, hold_id=None):
    return f"/v1/users/{user.id}/holds" + (f"/{hold_id}" if hold_id else "")


def hold(service, by, user, ground="legal-claim", **more):
    return service.client.post(path(user), {"ground": ground, **more}, service.proven(by))


def lift(service, by, user, hold_id):
    return service.client.delete(path(user, hold_id), service.proven(by))


def run_due(service):
    return Erasing(service.database).run_due()


def looked(service, receipt):
    return service.door("receipts/look", receipt=receipt).json


def test_an_erasure_waits_for_each_of_several_holds_and_begins_when_the_last_is_lifted(
    service, administrator, ingrid, asked
):
    first = hold(service, administrator, ingrid).json["id"]
    second = hold(service, administrator, ingrid, "open-invoice", until=day(service, 30)).json["id"]
    assert run_due(service) == 0
    assert lift(service, administrator, ingrid, first).status_code == 204
    assert run_due(service) == 0 and looked(service, asked)["state"] == "waiting"
    assert lift(service, administrator, ingrid, second).status_code == 204
    assert run_due(service) == 1 and looked(service, asked)["state"] == "open"


def test_a_hold_whose_last_day_is_over_lets_the_erasure_go_on_by_itself(service, administrator, ingrid, asked):
    hold(service, administrator, ingrid, until=day(service, 2))
    service.clock.move(days=2)
    assert run_due(service) == 0
    service.clock.move(days=1)
    assert run_due(service) == 1


def test_who_is_held_may_ask_to_be_erased_and_is_told_by_the_last_letter_that_it_waits(service, administrator, ingrid):
    hold(service, administrator, ingrid)
    answer = service.client.post("/v1/me/erasure", {"password": service.PASSWORD}, service.viewer(ingrid))
    assert answer.status_code == 202
    assert "so the erasure waits" in service.letters()[-1][2]
    assert service.user(ingrid.email).state == "suspended"
    service.clock.move(days=365)
    assert run_due(service) == 0 and service.user(ingrid.email).name == ingrid.name


def test_one_that_an_older_backup_brings_back_keeps_nothing_of_who_was_erased_since(
    service, administrator, ingrid, asked
):
    hold(service, administrator, ingrid)
    with service.database.transaction() as tx:  # as the journal has it done again before the portal is ready
        rights.forget(tx, rights.held("accounts"), ingrid.id, "since")
    assert service.client.get("/v1/holds", administrator).json["items"] == []
    assert run_due(service) == 1 and looked(service, asked)["state"] == "open"


def test_the_letter_says_nothing_of_a_hold_where_there_is_none(service, asked):
    assert "waits" not in service.letters()[-1][2]


def test_a_second_erasure_is_not_asked_for_while_one_waits(service, administrator, ingrid, asked):
    hold(service, administrator, ingrid)
    back = service.client.patch(f"/v1/users/{ingrid.id}", {"state": "active"}, administrator, If_Match="*")
    assert back.status_code == 200
    again = service.client.post("/v1/me/erasure", {"password": service.PASSWORD}, service.viewer(ingrid))
    assert (again.status_code, again.json["slug"]) == (409, "erasure-asked")


def test_the_receipt_says_ground_and_days_of_what_was_waited_for_and_neither_the_note_nor_who(
    service, administrator, ingrid
):
    over = hold(service, administrator, ingrid, "authority").json["id"]
    lift(service, administrator, ingrid, over)
    service.clock.move(minutes=1)
    client, viewer = service.client, service.viewer(ingrid)
    secret = client.post("/v1/me/erasure", {"password": service.PASSWORD}, viewer).json["receipt"]
    today, later = day(service, 0), day(service, 9)
    made = hold(service, administrator, ingrid, note=NOTE, until=later).json["id"]
    told = looked(service, secret)
    assert [(one["ground"], one["until"], one["in_force"]) for one in told["holds"]] == [("legal-claim", later, True)]
    lift(service, administrator, ingrid, made)
    service.clock.move(minutes=11)
    run_due(service)
    told = looked(service, secret)
    assert [(one["ground"], one["until"], one["in_force"]) for one in told["holds"]] == [("legal-claim", today, False)]
    assert NOTE not in str(told) and administrator.id not in str(told)


def test_one_sees_the_holds_on_oneself_and_downloads_go_on(service, administrator, ingrid):
    hold(service, administrator, ingrid, note=NOTE, until=day(service, 9))
    me = service.viewer(ingrid)
    mine = service.client.get("/v1/me/claims", me).json
    assert [set(one) for one in mine["holds"]] == [{"ground", "set_at", "until", "in_force"}]
    assert "holds on erasure" in {one["noun"] for one in service.client.get("/internal/v1/held", me).json["items"]}
    assert service.client.post("/v1/me/exports", {"password": service.PASSWORD}, me).status_code == 202
    with service.database.reading() as db:
        parts = rights.told(db, rights.held("accounts"), ingrid.id)
    assert [row["ground"] for row in parts["holds on erasure"]] == ["legal-claim"] and NOTE not in str(parts)
    assert administrator.id not in str(parts)  # nor in the audit records: by the id anybody finds the name
    with service.database.reading() as db:
        theirs = rights.told(db, rights.held("accounts"), administrator.id)
    assert "holds set on others" in theirs and "hold.set" in {row["action"] for row in theirs["audit records"]}


def test_administrators_see_all_holds_with_who_decided_and_that_an_erasure_waits(service, administrator, ingrid, asked):
    first = hold(service, administrator, ingrid, note=NOTE).json
    assert "note" not in first  # the answer is kept for a day, under the name of who set it
    hold(service, administrator, ingrid, "investigation", until=day(service, 9))
    lift(service, administrator, ingrid, first["id"])
    told = service.client.get(path(ingrid), administrator).json
    assert [(one["ground"], one["in_force"], one["note"]) for one in told["items"]] == [
        ("investigation", True, None),
        ("legal-claim", False, NOTE),
    ]
    assert told["items"][1]["lifted_by_name"] == told["items"][1]["set_by_name"] == "Henning Voss"
    assert told["erasure"]["state"] == "waiting"
    page = service.client.get(f"/internal/v1/pages/staff/person/{ingrid.id}", administrator).json
    assert page["holds"] == told


def test_both_acts_stand_in_the_audit_log_without_the_note(service, administrator, ingrid):
    until = day(service, 9)
    made = hold(service, administrator, ingrid, note=NOTE, until=until).json["id"]
    lift(service, administrator, ingrid, made)
    records = service.client.get("/v1/audit", administrator).json["items"]
    found = [record for record in records if record["action"].startswith("hold.")]
    assert [record["action"] for record in found] == ["hold.lifted", "hold.set"]
    assert {(record["actor"], record["object"]) for record in found} == {(administrator.id, ingrid.id)}
    assert found[1]["detail"] == {"hold_id": made, "ground": "legal-claim", "until": until}


def test_once_the_erasure_has_begun_a_hold_stops_nothing_and_says_so(service, administrator, ingrid, asked):
    run_due(service)
    answer = hold(service, administrator, ingrid)
    assert (answer.status_code, answer.json["slug"]) == (409, "erasure-begun")
    assert "cannot stop it" in answer.json["detail"]


def test_of_who_is_erased_the_hold_stays_and_its_note_goes(service, administrator, ingrid, asked):
    made = hold(service, administrator, ingrid, note=NOTE).json["id"]
    lift(service, administrator, ingrid, made)
    run_due(service)
    (left,) = service.client.get(path(ingrid), administrator).json["items"]
    assert (left["ground"], left["note"]) == ("legal-claim", None)


def test_a_hold_that_is_set_after_the_worker_has_looked_still_decides(service, administrator, ingrid, asked):
    with service.database.reading() as db:
        (claim,) = claims.ready_to_erase(db)
    hold(service, administrator, ingrid)
    with service.database.transaction() as tx:
        erase(tx, claim)
    assert service.user(ingrid.email).state == "suspended" and looked(service, asked)["state"] == "waiting"
    assert service.events("user.erased") == []


def test_a_hold_and_the_worker_at_the_same_moment_are_never_both_right(service, administrator):
    people = [service.person(f"p{number}@x.example", f"P {number}") for number in range(6)]
    for user in people:
        service.client.post("/v1/me/erasure", {"password": service.PASSWORD}, service.viewer(user))
    service.clock.move(minutes=11)
    service.proven(administrator)
    statuses = {}

    def held(user):
        answer = Client(service.app, "accounts").post(path(user), {"ground": "authority"}, administrator)
        statuses[user.id] = answer.status_code

    at_once(lambda: run_due(service), *(lambda user=user: held(user) for user in people))
    with service.database.reading() as db:
        erased = {user.id: users.get(db, user.id).state == "erased" for user in people}
    assert {id: 409 if gone else 201 for id, gone in erased.items()} == statuses


def test_those_who_are_held_do_not_keep_others_from_being_erased(service, administrator):
    for number in range(21):  # more than the worker takes at a time
        user = service.person(f"p{number}@x.example", f"P {number}")
        service.client.post("/v1/me/erasure", {"password": service.PASSWORD}, service.viewer(user))
        if number < 20:
            hold(service, administrator, user)
    service.clock.move(minutes=11)
    assert run_due(service) == 1


def test_what_is_no_hold_is_refused_at_its_field(service, administrator, ingrid):
    assert list(hold(service, administrator, ingrid, "because").json["errors"]) == ["ground"]
    assert list(hold(service, administrator, ingrid, until="2020-01-01").json["errors"]) == ["until"]
    assert list(hold(service, administrator, ingrid, note="x" * 501).json["errors"]) == ["note"]
    assert service.client.get(path(ingrid), administrator).json == {"items": [], "erasure": None}


def test_there_is_none_on_nobody_and_each_is_lifted_once_and_where_it_is(service, administrator, ingrid):
    made = hold(service, administrator, ingrid).json["id"]
    other = service.person("greta@x.example", "Greta Kern")
    assert lift(service, administrator, other, made).status_code == 404
    assert lift(service, administrator, ingrid, made).status_code == 204
    assert lift(service, administrator, ingrid, made).json["slug"] == "hold-over"
    nobody = service.client.post("/v1/users/nobody/holds", {"ground": "authority"}, administrator)
    assert nobody.status_code == 404
    assert service.client.get("/v1/users/nobody/holds", administrator).status_code == 404


def test_an_administrator_reads_no_note_about_themselves(service, administrator, other):
    hold(service, other, administrator, "investigation", note=NOTE)
    page = f"/internal/v1/pages/staff/person/{administrator.id}"
    for by, note in ((administrator, None), (other, NOTE)):
        told = service.client.get(path(administrator), by).json
        assert [one["note"] for one in told["items"]] == [note]
        assert service.client.get(page, by).json["holds"] == told


def test_an_administrator_does_not_lift_a_hold_on_themselves(service, administrator, other):
    made = hold(service, other, administrator).json["id"]
    assert lift(service, administrator, administrator, made).json["slug"] == "own-hold"
    assert lift(service, other, administrator, made).status_code == 204


def test_there_are_not_more_in_force_than_anybody_can_oversee(service, administrator, ingrid):
    for _ in range(MOST):
        made = hold(service, administrator, ingrid)
    assert hold(service, administrator, ingrid).json["slug"] == "holds-enough"
    lift(service, administrator, ingrid, made.json["id"])
    assert hold(service, administrator, ingrid).status_code == 201


def test_all_in_force_are_listed_newest_first_with_whether_an_erasure_waits(service, administrator, ingrid, asked):
    over = hold(service, administrator, ingrid).json["id"]
    lift(service, administrator, ingrid, over)
    hold(service, administrator, ingrid, until=day(service, 9), note=NOTE)
    other = service.person("greta@x.example", "Greta Kern")
    for _ in range(2):
        hold(service, administrator, other, "legal-duty")
    listed = service.client.get("/v1/holds", administrator).json
    assert [(one["person_name"], one["ground"], one["erasure_waits"]) for one in listed["items"]] == [
        ("Greta Kern", "legal-duty", False),
        ("Greta Kern", "legal-duty", False),
        ("Ingrid Solheim", "legal-claim", True),
    ]
    assert listed["next"] is None and NOTE not in str(listed)
    assert {one["set_by_name"] for one in listed["items"]} == {"Henning Voss"}


def test_a_long_list_goes_on_where_it_stopped(service, administrator):
    people = [service.person(f"p{number}@x.example", f"P {number}") for number in range(3)]
    for user in people:
        for _ in range(MOST):
            hold(service, administrator, user)
    first = service.client.get("/v1/holds", administrator).json
    rest = service.client.get(f"/v1/holds?cursor={first['next']}", administrator).json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (50, 10, None)
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 60
