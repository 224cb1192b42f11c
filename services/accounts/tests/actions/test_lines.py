"""People by the lines of a file: looked at first, done once, and the same again changes nothing."""

import pytest

LOOK, IMPORT = "/internal/v1/people/look", "/internal/v1/people/import"
NILS = {
    "email": "nils@fjordvann.example",
    "name": "Nils Holm",
    "organisation": "Fjordvann Utilities",
    "country": "NO",
    "products": ["heron-300"],
}


@pytest.fixture
def look(service, administrator):
    def asked(*lines):
        return items(service.client.post(LOOK, {"items": list(lines)}, administrator))

    return asked


@pytest.fixture
def bring(service, administrator):
    def sent(*lines, last=True, import_id="one"):
        body = {"items": list(lines), "import_id": import_id, "last": last}
        return items(service.client.post(IMPORT, body, administrator))

    return sent


@pytest.fixture
def known(service, administrator):
    def found(email):
        return service.client.get(f"/v1/users?email={email}", administrator).json["items"]

    return found


def items(answer):
    assert answer.status_code == 200, answer.json
    return [item["errors"] or item["outcome"] for item in answer.json["items"]]


def acts(service, administrator, action):
    return service.client.get(f"/v1/audit?action={action}", administrator).json["items"]


def test_looking_changes_nothing_and_says_what_the_import_then_does(service, look, bring, known):
    told = service.events()
    assert look(NILS) == ["created"] and known(NILS["email"]) == [] and service.events() == told
    assert bring(NILS) == ["created"]
    (nils,) = known(NILS["email"])
    assert (nils["organisation"], nils["kind"], nils["roles"], nils["state"]) == (
        "Fjordvann Utilities",
        "customer",
        [],
        "active",
    )
    assert nils["attributes"] == {"country": "NO", "products": ["heron-300"]}
    assert [type for type, *_ in service.events()[len(told) :]] == ["user.restated"]


def test_the_same_lines_again_change_nothing(service, administrator, look, bring):
    bring(NILS)
    told = service.events()
    assert look(NILS | {"email": "NILS@Fjordvann.example"}) == ["unchanged"]
    assert bring(NILS, import_id="two") == ["unchanged"]
    assert service.events() == told and len(acts(service, administrator, "people.imported")) == 1


def test_what_a_line_leaves_out_stays_as_it_is(bring, known):
    bring(NILS)
    assert bring({"email": NILS["email"], "region": "europe"}, import_id="two") == ["changed"]
    (nils,) = known(NILS["email"])
    assert (nils["name"], nils["organisation"]) == ("Nils Holm", "Fjordvann Utilities")
    assert nils["attributes"] == {"country": "NO", "products": ["heron-300"], "region": "europe"}


def test_another_organisation_is_a_change(look, bring, known):
    bring(NILS)
    other = {"email": NILS["email"], "organisation": "Havbris"}
    assert look(other) == ["changed"] and bring(other, import_id="two") == ["changed"] and look(other) == ["unchanged"]
    assert known(NILS["email"])[0]["organisation"] == "Havbris"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "nils"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"country": "Norway"}, "country"),
        ({"region": "x" * 61}, "region"),
        ({"products": ["good", "x" * 61]}, "products"),
        ({"locale": "German!"}, "locale"),
        ({"kind": "partner"}, "kind"),
        ({"kind": "staff"}, "kind"),
    ],
)
def test_a_line_that_is_wrong_says_where_and_does_nothing_while_others_go_on(look, bring, known, wrong, field):
    lines = (NILS | wrong, NILS | {"email": "other@fjordvann.example"})
    for outcomes in (look(*lines), bring(*lines)):
        assert list(outcomes[0]) == [field] and outcomes[1] == "created"
    assert known(NILS["email"]) == []


def test_somebody_new_needs_a_name(look):
    (wrong,) = look({"email": NILS["email"]})
    assert wrong == {"name": "Write a name."}


def test_nobody_becomes_staff_by_a_file_and_staff_stays_with_its_roles(service, look, bring, known, administrator):
    email = "henning@saltmarsh.example"
    assert look({"email": email, "kind": "customer"}) == [{"kind": "A file makes nobody staff, and staff nobody else."}]
    assert bring({"email": email, "kind": "staff", "country": "DE"}) == ["changed"]
    (henning,) = known(email)
    assert henning["roles"] == ["administrator"] and henning["kind"] == "staff"


def test_a_line_cannot_carry_roles_or_a_password(service, administrator):
    for more in ({"roles": ["moderator"]}, {"password": "seven lamps along the quay"}):
        body = {"items": [NILS | more], "import_id": "one", "last": True}
        assert service.client.post(IMPORT, body, administrator).status_code == 422


def test_whoever_comes_by_a_file_chooses_a_password_by_mail(service, bring):
    bring(NILS)
    assert service.sign_in(NILS["email"]).status_code == 422
    service.door("password-resets", email=NILS["email"])
    service.answer()
    token = service.token("choose-password")
    assert service.door("passwords", token=token, password="violet rivers under ice").status_code == 200
    assert service.sign_in(NILS["email"], password="violet rivers under ice").status_code == 201


def test_what_a_stranger_registered_before_gets_him_nowhere(service, bring, look):
    body = {"name": "Some One", "email": NILS["email"], "password": "the stranger knows this", "locale": "en"}
    service.door("registrations", **body)
    service.answer()
    token = service.token("confirm-address")
    assert bring(NILS) in (["created"], ["changed"]) and look(NILS) == ["unchanged"]
    assert service.sign_in(NILS["email"], password="the stranger knows this").status_code == 422
    assert service.door("verifications", token=token).json["slug"] == "link-not-good"


def test_somebody_suspended_stays_suspended(service, bring, known, administrator):
    bring(NILS)
    (nils,) = known(NILS["email"])
    service.client.patch(f"/v1/users/{nils['id']}", {"state": "suspended"}, administrator, nils["version"])
    assert bring(NILS | {"country": "SE"}, import_id="two") == ["changed"]
    assert known(NILS["email"])[0]["state"] == "suspended"


def test_a_file_in_parts_is_one_act_with_its_counts_and_one_of_each_person(service, administrator, bring):
    bring(NILS, last=False)
    assert acts(service, administrator, "people.imported") == []
    bring(NILS | {"country": "SE"}, {"email": "ida@fjordvann.example", "name": "Ida Holm"}, {"email": "x"})
    (act,) = acts(service, administrator, "people.imported")
    assert act["detail"] == {"import": "one", "after": {"created": 2, "changed": 1}}
    assert len(acts(service, administrator, "user.created")) == 2


def test_a_closed_organisation_takes_nobody(service, look, administrator):
    made = service.client.post("/v1/organisations", {"name": "Closed", "kind": "company"}, administrator)
    one = made.json
    service.client.patch(f"/v1/organisations/{one['id']}", {"state": "closed"}, administrator, one["version"])
    assert look(NILS | {"organisation": "Closed"}) == [{"organisation": "This organisation is closed."}]


def test_two_hundred_lines_come_at_once_and_no_more(service, administrator):
    assert service.client.post(LOOK, {"items": [NILS] * 201}, administrator).status_code == 422
