"""Invitations: a mailed link joins whoever has the address, and tells nobody whether it has an account."""

NEW_PASSWORD = "violet rivers under ice"


def test_an_invitation_answers_the_same_for_every_address_and_holds_for_seven_days(service, fjordvann, ben, clock):
    known, unknown = fjordvann.invite(), fjordvann.invite("nobody@fjordvann.example")
    assert known.status_code == unknown.status_code == 201
    assert {**known.json, "id": 0, "email": 0, "created_at": 0, "expires_at": 0} == {
        **unknown.json,
        "id": 0,
        "email": 0,
        "created_at": 0,
        "expires_at": 0,
    }
    assert [to for kind, to, _ in service.letters() if kind == "invitation"][1:] == [ben.email, unknown.json["email"]]
    clock.move(days=7, minutes=1)
    assert fjordvann.accept(ben).status_code == 409
    assert fjordvann.page().json["invitations"] == []


def test_an_invitation_is_good_once_and_only_for_its_address(service, fjordvann, ben):
    fjordvann.invite()
    eva = service.person("eva@x.example", "Eva Berg")
    assert fjordvann.accept(eva).json["slug"] == "not-your-invitation"
    assert fjordvann.accept(ben).status_code == 200
    assert fjordvann.accept(ben).json["slug"] == "link-not-good"
    assert "email" in fjordvann.invite().json["errors"]  # a member already


def test_a_withdrawn_invitation_and_one_that_was_sent_anew_are_void(service, fjordvann, ben):
    fjordvann.invite()
    first = service.token("invitation")
    again = fjordvann.invite().json
    look = service.door("invitations/look", token=first)
    assert look.json["invitation"] is None
    assert service.client.delete(f"{fjordvann.at}/invitations/{again['id']}", fjordvann.by).status_code == 204
    assert fjordvann.accept(ben).status_code == 409


def test_somebody_new_makes_an_account_by_the_link(service, fjordvann):
    fjordvann.invite("ida@x.example", role="administrator")
    token = service.token("invitation")
    looked = service.door("invitations/look", token=token).json["invitation"]
    assert (looked["organisation"], looked["email"], looked["registered"]) == ("Fjordvann", "ida@x.example", False)
    weak = service.door("invitations/join", token=token, name="Ida Berg", password="short")
    assert "password" in weak.json["errors"]
    answer = service.door("invitations/join", token=token, name="Ida Berg", password=NEW_PASSWORD)
    assert (answer.status_code, answer.json) == (201, {"email": "ida@x.example"})
    session = service.sign_in("ida@x.example", NEW_PASSWORD).json["session"]
    assert service.whoami(session)["viewer"]["organisation"] == "Fjordvann"
    assert service.door("invitations/join", token=token, name="I", password=NEW_PASSWORD).status_code == 409


def test_nobody_gets_at_an_account_that_there_is_by_an_invitation(service, fjordvann, ben):
    fjordvann.invite()
    token = service.token("invitation")
    answer = service.door("invitations/join", token=token, name="Not Ben", password=NEW_PASSWORD)
    assert answer.json["slug"] == "has-account"
    assert service.sign_in(ben.email).status_code == 201


def test_an_invitation_takes_over_an_account_that_nobody_confirmed(service, fjordvann):
    service.register("ida@x.example", "somebody else typed this one")
    service.answer()
    fjordvann.invite("ida@x.example")
    token = service.token("invitation")
    assert service.door("invitations/join", token=token, name="Ida", password=NEW_PASSWORD).status_code == 201
    assert service.sign_in("ida@x.example", "somebody else typed this one").status_code == 422
    assert service.sign_in("ida@x.example", NEW_PASSWORD).status_code == 201
    assert service.door("verifications", token=service.token("confirm-address")).status_code == 409
