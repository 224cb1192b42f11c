"""Others are told who is a customer for sure: who owns a product, or belongs to a company; never by their own word."""

from datetime import timedelta

from accounts.actions.memberships import turn_memberships

STANDING = "user.changed"


def told(service):
    return service.events(STANDING)[-1][2]["verified_customer"]


def test_a_member_of_a_company_is_one_until_the_membership_ends(service, fjordvann, ben, clock):
    fjordvann.invite(role="member")
    assert fjordvann.accept(ben).status_code == 200 and told(service)
    assert fjordvann.remove(ben).status_code == 204 and not told(service)
    fjordvann.invite(role="member")
    fjordvann.accept(ben)
    fjordvann.change(ben, ends_at=(clock() + timedelta(days=2)).isoformat())
    assert told(service)
    clock.move(days=2, minutes=1)
    with service.database.transaction() as tx:
        turn_memberships(tx)
    assert not told(service)


def test_whom_somebody_acts_for_makes_no_difference(service, fjordvann, joined):
    assert service.client.post("/v1/me/context", {"organisation_id": None}, service.viewer(joined)).status_code == 200
    assert service.events(STANDING)[-1][2]["organisation"] is None and told(service)


def test_members_of_an_association_and_of_a_company_that_is_closed_are_none(service, fjordvann, joined, administrator):
    for wanted, mark in (({"kind": "association"}, False), ({"kind": "company"}, True), ({"state": "closed"}, False)):
        answer = service.client.patch(fjordvann.at, wanted, service.viewer(administrator), If_Match="*")
        assert answer.status_code == 200 and told(service) is mark


def test_who_owns_a_product_is_one_as_long_as_they_are_here_and_no_staff(service, ben, administrator):
    by, path = service.viewer(administrator), f"/v1/users/{ben.id}"
    for wanted, mark in (
        ({"attributes": {"products": ["heron-300"]}}, True),
        ({"kind": "staff"}, False),
        ({"kind": "customer"}, True),
        ({"state": "suspended"}, False),
        ({"state": "active"}, True),
        ({"attributes": {"products": []}}, False),
    ):
        answer = service.client.patch(path, wanted, by, If_Match="*")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert told(service) is mark, wanted


def test_nobody_can_say_it_of_themselves(service, ben):
    mine = service.viewer(ben)
    for path, wanted in (
        ("/v1/me", {"name": "Ben", "attributes": {"products": ["heron-300"]}}),
        ("/v1/me", {"name": "Ben", "verified_customer": True}),
    ):
        assert service.client.patch(path, wanted, mine, If_Match="*").status_code in (404, 405, 422)
