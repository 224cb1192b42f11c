"""Whoever alone administers an organisation knows it before they leave, and it is seen that nobody does afterwards."""

from datetime import timedelta

from accounts.actions.claims import Erasing


def erase(service, user, **more):
    return service.client.post("/v1/me/erasure", {"password": service.PASSWORD, **more}, service.viewer(user))


def alone_in(service, user):
    return service.client.get("/v1/me/claims", service.viewer(user)).json["alone_in"]


def without(service, administrator, which="left"):
    """The names of the organisations that are listed as having no administrator, or as having lost the only one."""
    answer = service.client.get(f"/v1/organisations?without={which}", administrator)
    return [one["name"] for one in answer.json["items"]]


def test_the_only_administrator_is_told_and_says_so_before_anything_is_closed(service, fjordvann, ingrid, joined):
    assert alone_in(service, ingrid) == [{"id": fjordvann.id, "name": "Fjordvann", "others": 1}]
    assert alone_in(service, joined) == []
    refused = erase(service, ingrid)
    assert (refused.status_code, refused.json["slug"]) == (409, "only-administrator")
    assert service.user(ingrid.email).state == "active" and service.letters()[-1][0] != "account-is-erased"
    assert erase(service, ingrid, leave_alone=True).status_code == 202


def test_who_has_named_another_one_goes_as_everybody_does(service, fjordvann, ingrid, joined):
    assert fjordvann.change(joined, role="administrator").status_code == 200
    assert alone_in(service, ingrid) == [] and erase(service, ingrid).status_code == 202


def test_one_who_cannot_sign_in_or_whose_time_is_over_does_not_count_as_another(
    service, fjordvann, ingrid, joined, administrator, clock
):
    fjordvann.change(joined, role="administrator", ends_at=(clock() + timedelta(days=1)).isoformat())
    assert alone_in(service, ingrid) == []
    clock.move(days=1, minutes=1)
    assert alone_in(service, ingrid) == []  # nobody else belongs to it
    fjordvann.change(joined, ends_at=None)
    suspended = service.client.patch(f"/v1/users/{joined.id}", {"state": "suspended"}, administrator, If_Match="*")
    assert suspended.status_code == 200
    assert [one["others"] for one in alone_in(service, ingrid)] == [1]


def test_nobody_is_kept_by_an_organisation_of_their_own_or_by_a_closed_one(
    service, fjordvann, ingrid, joined, administrator
):
    fjordvann.beside(ingrid, "Alone here")
    assert [one["name"] for one in alone_in(service, ingrid)] == ["Fjordvann"]
    closed = service.client.patch(fjordvann.at, {"state": "closed"}, administrator, If_Match="*")
    assert closed.status_code == 200
    assert alone_in(service, ingrid) == [] and erase(service, ingrid).status_code == 202


def test_as_soon_as_the_only_administrator_has_asked_to_leave_both_sides_see_that_nobody_administers(
    service, fjordvann, ingrid, joined, administrator
):
    member = service.viewer(joined)
    assert fjordvann.page(member).json["administered"] is True and without(service, administrator) == []
    erase(service, ingrid, leave_alone=True)
    assert fjordvann.page(member).json["administered"] is False and without(service, administrator) == ["Fjordvann"]
    service.clock.move(minutes=11)
    assert Erasing(service.database).run_due() == 1
    assert fjordvann.page(member).json["administered"] is False and without(service, administrator) == ["Fjordvann"]
    named = fjordvann.page(administrator).json["members"]
    path = f"{fjordvann.at}/members/{named[0]['id']}"
    made = service.client.patch(path, {"role": "administrator"}, administrator, named[0]["version"])
    assert made.status_code == 200
    assert fjordvann.page(member).json["administered"] is True and without(service, administrator) == []


def test_one_without_members_waits_for_who_is_invited_and_one_that_never_had_an_administrator_misses_none(
    service, administrator, ingrid
):
    for name in ("New", "Named"):
        made = service.client.post("/v1/organisations", {"name": name, "kind": "company"}, administrator)
        assert made.status_code == 201 and without(service, administrator, "alone") == []
    put = service.client.patch(f"/v1/users/{ingrid.id}", {"organisation": "Named"}, administrator, If_Match="*")
    assert put.status_code == 200
    assert without(service, administrator, "alone") == ["Named"] and without(service, administrator) == []


def test_what_was_left_is_written_down_of_the_organisation(service, fjordvann, ingrid, joined, administrator):
    erase(service, ingrid, leave_alone=True)
    records = service.client.get(f"/v1/audit?object={fjordvann.id}", administrator).json["items"]
    assert [(one["action"], one["actor"]) for one in records][:1] == [("organisation.left", ingrid.id)]
