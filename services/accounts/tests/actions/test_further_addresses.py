"""Further addresses: confirmed where they are, good for signing in; past ones lead staff to the person."""

import pytest

MAIN, FURTHER = "ingrid@fjordvann.example", "ingrid.solheim@vann.example"


def mine(owner):
    return owner.service.client.get("/v1/me/addresses", owner.viewer).json


def held(owner, ended=False):
    return [one["email"] for one in mine(owner)["items"] if bool(one["ended_at"]) == ended]


def id_of(owner, email):
    return next(one["id"] for one in mine(owner)["items"] if one["email"] == email)


def confirm(service):
    return service.door("addresses", token=service.token("confirm-new-address"))


@pytest.fixture
def two(service, newcomer):
    """Ingrid, with a further address."""
    assert newcomer.post("addresses", email=FURTHER).status_code == 202
    assert confirm(service).json == {"email": MAIN}
    return newcomer


def test_it_counts_once_the_link_is_pressed_and_signs_in_as_well(service, newcomer):
    asked = newcomer.post("addresses", email=FURTHER)
    assert (asked.json["wanted"], held(newcomer)) == (FURTHER, [MAIN])
    assert service.sign_in(FURTHER).status_code == 422
    assert service.door("links/look", token=service.token("confirm-new-address")).json["purpose"] == "further"
    confirm(service)
    assert held(newcomer) == [FURTHER, MAIN] and mine(newcomer)["wanted"] is None
    assert service.sign_in(FURTHER).status_code == service.sign_in(MAIN).status_code == 201
    assert service.user(FURTHER).email == MAIN
    assert [(kind, to) for kind, to, _ in service.letters()] == [
        ("address-may-be-added", MAIN),
        ("confirm-new-address", FURTHER),
        ("address-added", MAIN),
    ]


def test_choosing_the_main_one_moves_the_mail_and_tells_others(service, two):
    service.forget_events()
    assert two.post(f"addresses/{id_of(two, FURTHER)}/main").json["email"] == FURTHER
    assert [verb for verb, _, _ in service.events()] == ["user.changed"]
    assert sorted(held(two)) == sorted([MAIN, FURTHER])
    kind, to, _ = service.letters()[-1]
    assert (kind, to) == ("address-changed", MAIN)


def test_one_that_goes_signs_in_no_more_and_staff_still_finds_its_person(service, two, administrator):
    assert two.delete(f"addresses/{id_of(two, MAIN)}").json["slug"] == "main-address"
    assert two.delete(f"addresses/{id_of(two, FURTHER)}").status_code == 204
    assert (held(two), held(two, ended=True)) == ([MAIN], [FURTHER])
    assert service.sign_in(FURTHER).status_code == 422 and service.user(FURTHER) is None
    for query in (f"text={FURTHER[:9]}", f"email={FURTHER}"):
        [found] = service.client.get(f"/v1/users?{query}", administrator).json["items"]
        assert (found["id"], found["email"]) == (two.id, MAIN)
    page = service.client.get(f"/internal/v1/pages/staff/person/{two.id}", administrator).json
    assert [(one["email"], one["source"]) for one in page["addresses"]] == [(MAIN, "operator"), (FURTHER, "link")]


def test_a_main_address_that_changed_stays_in_the_history(service, newcomer):
    newcomer.post("address", email=FURTHER)
    confirm(service)
    assert (held(newcomer), held(newcomer, ended=True)) == ([FURTHER], [MAIN])


def test_what_somebody_let_go_of_can_be_somebody_elses(service, two):
    two.delete(f"addresses/{id_of(two, FURTHER)}")
    other = service.person(FURTHER, "Olav Vann")
    assert service.user(FURTHER).id == other.id


def test_whether_it_is_somebodys_is_told_there_alone_and_it_is_not_taken(service, newcomer):
    olav = service.person("olav@vann.example", "Olav Vann")
    asked = newcomer.post("addresses", email=olav.email)
    assert asked.status_code == 202 and asked.json["wanted"] == olav.email
    assert [(kind, to) for kind, to, _ in service.letters()][-1] == ("address-is-taken", olav.email)


def test_one_that_became_somebodys_meanwhile_is_not_added(service, newcomer):
    newcomer.post("addresses", email=FURTHER)
    service.person(FURTHER, "Somebody Faster")
    assert confirm(service).json["slug"] == "link-not-good"


def test_nobody_registers_or_is_imported_at_anothers_further_address(service, two, importer):
    service.register(FURTHER)
    service.answer()
    assert [kind for kind, _, _ in service.letters()][-1] == "has-account"
    assert service.user(FURTHER).id == two.id


def test_several_addresses_of_one_account_share_its_limits(service, two):
    statuses = [service.sign_in(email, "not the password at all").status_code for email in (MAIN, FURTHER) * 6]
    assert 429 in statuses and statuses.index(429) == [
        service.sign_in("nobody@x.example", "not the password at all", ip="198.51.100.7").status_code for _ in range(12)
    ].index(429)


@pytest.mark.parametrize("email", [MAIN.upper(), FURTHER, "no address"])
def test_what_one_has_already_is_said_at_the_field(two, email):
    answer = two.post("addresses", email=email)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"email"})


def test_five_at_most(service, newcomer):
    for number in range(4):
        assert newcomer.post("addresses", email=f"i{number}@vann.example").status_code == 202
        assert confirm(service).status_code == 200
    assert newcomer.post("addresses", email="i5@vann.example").json["slug"] == "too-many-addresses"


def test_all_of_it_takes_a_fresh_proof(service, two, clock):
    further = id_of(two, FURTHER)
    clock.move(minutes=11)
    answers = [two.post("addresses", email="x@x.example"), two.post(f"addresses/{further}/main")]
    answers.append(two.delete(f"addresses/{further}"))
    assert [answer.json["slug"] for answer in answers] == ["step-up-needed"] * 3
