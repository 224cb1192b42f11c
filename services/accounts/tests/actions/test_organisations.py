"""Organisations: their own administrators invite, change, move and remove, and what they decide holds at once."""

from datetime import timedelta

from sqlalchemy import select

from accounts.actions.memberships import turn_memberships
from accounts.store.tables import audit

PAGE = "/internal/v1/pages/organisation"


def who(service, user):
    return service.whoami(service.sign_in(user.email).json["session"])


def acts(service):
    with service.database.reading() as db:
        return [row.action for row in db.rows(select(audit).order_by(audit.c.seq))]


def test_a_colleague_is_invited_joins_by_the_link_and_is_removed_with_the_very_next_answer(
    service, fjordvann, ben, for_members
):
    session = service.sign_in(ben.email).json["session"]
    fjordvann.invite(role="member")
    assert fjordvann.accept(ben).json["role"] == "member"
    within = service.whoami(session)
    assert within["viewer"]["organisation"] == "Fjordvann" and for_members in within["viewer"]["audiences"]
    assert fjordvann.remove(ben).status_code == 204
    after = service.whoami(session)
    assert after["viewer"]["organisation"] is None and for_members not in after["viewer"]["audiences"]
    assert after["version"] != within["version"]
    assert acts(service)[-1] == "membership.removed"
    assert service.events("user.changed")[-1][2]["organisation"] is None


def test_a_membership_ends_by_its_date_with_no_worker_and_others_are_told_by_the_worker(
    service, fjordvann, joined, for_members, clock
):
    ends_at = (clock() + timedelta(days=2)).isoformat()
    assert fjordvann.change(joined, ends_at=ends_at).status_code == 200
    session = service.sign_in(joined.email).json["session"]
    before = service.whoami(session)
    assert for_members in before["viewer"]["audiences"]
    clock.move(days=2, minutes=1)
    after = service.whoami(session)
    assert for_members not in after["viewer"]["audiences"] and after["viewer"]["organisation"] is None
    assert after["version"] != before["version"]
    assert fjordvann.page(service.viewer(joined)).status_code == 404
    service.forget_events()
    for _ in range(2):
        with service.database.transaction() as tx:
            turn_memberships(tx)
    assert [data["audiences"] for _, _, data in service.events("user.changed")] == [["everyone", "members"]]
    assert acts(service)[-1] == "membership.ended"


def test_who_does_not_belong_to_it_finds_that_there_is_none(service, fjordvann, ben):
    stranger = service.viewer(ben)
    path = f"{fjordvann.at}/members/{fjordvann.page().json['members'][0]['id']}"
    answers = [
        fjordvann.page(stranger),
        fjordvann.invite("x@fjordvann.example", stranger),
        service.client.patch(path, {"role": "member"}, stranger, 1),
        service.client.post(f"{path}/move", {"organisation_id": "x"}, stranger, If_Match='"1"'),
        service.client.delete(path, stranger),
        service.client.delete(f"{fjordvann.at}/invitations/x", stranger),
        service.client.post("/v1/me/context", {"organisation_id": fjordvann.id}, stranger),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)


def test_a_member_sees_colleagues_but_neither_addresses_nor_decides(service, fjordvann, joined):
    mine = service.viewer(joined)
    page = fjordvann.page(mine).json
    assert [(one["name"], one["email"]) for one in page["members"]] == [("Ben Aas", None), ("Ingrid Solheim", None)]
    assert (page["manages"], page["invitations"]) == (False, [])
    assert fjordvann.invite("x@fjordvann.example", mine).status_code == 403
    assert fjordvann.change(joined, mine, role="administrator").status_code == 403


def test_the_last_administrator_stays_one(fjordvann, ingrid, joined, clock):
    ends_at = (clock() + timedelta(days=2)).isoformat()
    answers = [fjordvann.remove(ingrid), fjordvann.change(ingrid, role="member")]
    answers.append(fjordvann.change(ingrid, ends_at=ends_at))
    assert [answer.json["slug"] for answer in answers] == ["last-administrator"] * 3
    fjordvann.change(joined, role="administrator", ends_at=ends_at)
    assert fjordvann.remove(ingrid).json["slug"] == "last-administrator"  # Ben goes, too
    fjordvann.change(joined, ends_at=None)
    assert fjordvann.change(ingrid, role="member").status_code == 200


def test_everybody_can_leave_by_themselves(service, fjordvann, joined):
    assert fjordvann.remove(joined, service.viewer(joined)).status_code == 204
    assert fjordvann.member(joined) is None


def test_a_member_is_moved_to_another_organisation_of_the_same_administrator(
    service, administrator, fjordvann, ingrid, joined, for_members
):
    havbris = fjordvann.beside(ingrid, "Havbris")
    there = fjordvann.member(joined)

    def move(to, by):
        path = f"{fjordvann.at}/members/{there['id']}/move"
        return service.client.post(path, {"organisation_id": to}, by, If_Match=f'"{there["version"]}"')

    assert move(fjordvann.id, fjordvann.by).status_code == 409
    others = fjordvann.beside(service.person("eva@x.example", "Eva"), "Others")
    assert move(others.id, fjordvann.by).status_code == 404
    assert move(havbris.id, fjordvann.by).status_code == 200
    assert (fjordvann.member(joined), havbris.member(joined)["name"]) == (None, "Ben Aas")
    seen = who(service, joined)["viewer"]
    assert seen["organisation"] == "Havbris" and for_members not in seen["audiences"]


def test_switching_the_context_changes_what_is_visible(service, administrator, fjordvann, ingrid, for_members):
    chapter = fjordvann.beside(ingrid, "Hydrologists", "association")
    chapter.change(ingrid, grade="fellow", chapter="west", title="Treasurer")
    body = {"name": "Fellows", "rule": {"all": [{"grade": ["fellow"]}, {"chapter": ["west"]}]}}
    fellows = service.client.post("/v1/audiences", body, administrator).json["id"]

    def act_for(id):
        answer = service.client.post("/v1/me/context", {"organisation_id": id}, fjordvann.by)
        assert answer.status_code == 200
        seen = who(service, ingrid)["viewer"]
        return seen["organisation"], for_members in seen["audiences"], fellows in seen["audiences"]

    assert act_for(chapter.id) == ("Hydrologists", False, True)
    assert act_for(None) == (None, False, False)
    assert act_for(fjordvann.id) == ("Fjordvann", True, False)
    mine = service.client.get("/v1/me/organisations", fjordvann.by).json["items"]
    assert [(one["name"], one["acting"]) for one in mine] == [("Fjordvann", True), ("Hydrologists", False)]


def test_in_a_closed_organisation_nobody_is_a_member_until_it_is_open_again(
    service, administrator, fjordvann, ingrid, joined, for_members
):
    fjordvann.invite("x@x.example")

    def patch(**wanted):
        return service.client.patch(fjordvann.at, wanted, administrator, If_Match="*")

    assert patch(state="closed").status_code == 200
    assert for_members not in who(service, joined)["viewer"]["audiences"]
    assert fjordvann.page().status_code == 404
    assert fjordvann.invite(by=administrator).json["slug"] == "organisation-closed"
    assert service.door("invitations/look", token=service.token("invitation")).json["invitation"] is None
    patch(state="open")
    assert for_members in who(service, joined)["viewer"]["audiences"]
    patch(name="Fjordvann & Sons")
    assert who(service, joined)["viewer"]["organisation"] == "Fjordvann & Sons"


def test_administrators_of_the_portal_see_all_organisations_and_appoint_administrators(
    service, administrator, fjordvann, joined
):
    listed = service.client.get("/v1/organisations?text=fjord", administrator).json["items"]
    assert [(one["name"], one["members"], one["administrators"]) for one in listed] == [("Fjordvann", 2, 1)]
    assert fjordvann.change(joined, administrator, role="administrator").json["role"] == "administrator"
    taken = service.client.post("/v1/organisations", {"name": "Fjordvann", "kind": "company"}, administrator)
    assert "name" in taken.json["errors"]


def test_an_imported_organisation_takes_over_the_one_that_people_named(service, importer, administrator, ingrid):
    service.client.post("/v1/organisations", {"name": "Berg", "kind": "company"}, administrator)
    service.client.patch(f"/v1/users/{ingrid.id}", {"organisation": "Berg"}, administrator, ingrid.version)
    item = {"external_id": "o1", "name": "Berg", "kind": "association", "country": "NO"}
    item |= {"members": [{"user_id": ingrid.id, "role": "administrator", "grade": "fellow"}]}

    def bring_in():
        answer = service.client.post("/v1/import/organisations", {"items": [item]}, importer)
        return answer.json["items"][0]["outcome"]

    assert (bring_in(), bring_in()) == ("changed", "unchanged")
    page = service.client.get(PAGE, service.viewer(ingrid)).json
    assert (page["shown"]["name"], page["shown"]["kind"], page["manages"]) == ("Berg", "association", True)
    wrong = item | {"members": [{"user_id": "x"}]}
    assert service.client.post("/v1/import/organisations", {"items": [wrong]}, importer).status_code == 422


def test_an_import_that_names_another_organisation_moves_only_whom_an_import_put_there(service, importer, fjordvann):
    person = {"external_id": "e1", "name": "Ida", "email": "ida@x.example", "kind": "customer", "organisation": "Berg"}

    def bring_in(**more):
        answer = service.client.post("/v1/import/users", {"items": [person | more]}, importer)
        return answer.json["items"][0]["outcome"]

    assert (bring_in(), bring_in()) == ("created", "unchanged")
    fjordvann.invite("ida@x.example")
    fjordvann.accept(service.user("ida@x.example"))

    def belongs():
        mine = service.viewer(service.user("ida@x.example"))
        return [one["name"] for one in service.client.get("/v1/me/organisations", mine).json["items"]]

    assert bring_in(organisation="Lund") == "changed"
    assert sorted(belongs()) == ["Fjordvann", "Lund"]
    bring_in(organisation=None)
    assert belongs() == ["Fjordvann"]
