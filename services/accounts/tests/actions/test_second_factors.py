"""An app with codes and recovery codes: asked for at the door, each code once, few tries, everything told by mail."""

import threading

import pytest

from accounts.model.totp import step_at
from accounts.store import factors


def test_an_app_counts_once_a_code_of_it_proved_it(service, newcomer):
    owner = newcomer
    made = owner.post("totp").json
    assert f"secret={made['secret']}" in made["address"] and made["address"].startswith("otpauth://totp/Saltmarsh%3A")
    assert service.sign_in().status_code == 201 and owner.factors()["totp"] is None
    assert owner.post("totp/confirm", code="000000").json["slug"] == "invalid"
    owner.secret = made["secret"]
    answer = owner.post("totp/confirm", code=owner.code())
    assert len(set(answer.json["codes"])) == 10
    assert owner.factors()["totp"] and owner.factors()["recovery_codes"] == 10
    assert service.sign_in().json["slug"] == "second-factor-needed"
    assert [kind for kind, _, _ in service.letters()] == ["factors-changed"]


def test_after_the_password_there_is_a_ticket_and_no_session_until_the_code(service, owner):
    begun = service.begin().json
    assert begun["signed_in"] is None and begun["ticket"]
    assert service.whoami(begun["ticket"])["signed_in"] is False
    made = owner.finish(begun["ticket"], owner.code())
    assert made.status_code == 201
    assert service.whoami(made.json["session"])["viewer"]["email"] == owner.email


def test_the_secret_is_shown_once_and_stored_sealed(service, owner):
    assert "secret" not in str(owner.factors())
    assert owner.post("totp").json["slug"] == "has-totp"
    for path in (service.settings.data_dir).glob("*.db*"):
        assert owner.secret.encode() not in path.read_bytes()


def test_a_code_works_once_and_none_before_it_after_it(service, owner, clock):
    earlier, code = owner.code(-1), owner.code()
    assert owner.finish(owner.ticket(), code).status_code == 201
    for used in (code, earlier):
        assert owner.finish(owner.ticket(), used).json["errors"] == {
            "code": ["This code is not good. Each works once: wait for the next one."]
        }
    clock.move(seconds=30)
    assert owner.finish(owner.ticket(), owner.code()).status_code == 201


def test_the_code_that_set_the_app_up_does_not_sign_in(owner):
    assert owner.finish(owner.ticket(), owner.code(-1)).status_code == 422


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_codes_of_half_a_minute_ago_or_ahead_are_good_enough(owner, clock, steps, good):
    clock.move(minutes=1)
    assert (owner.finish(owner.ticket(), owner.code(steps)).status_code == 201) is good


def test_of_ten_at_once_one_uses_the_code(service, owner):
    code, tickets, statuses, start = owner.code(), [owner.ticket() for _ in range(5)], [], threading.Barrier(5)

    def use(one):
        start.wait()
        statuses.append(owner.finish(one, code).status_code)

    threads = [threading.Thread(target=use, args=(one,)) for one in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201] + [422] * 4


def test_a_ticket_is_good_once_and_for_five_minutes(service, owner, clock):
    one = owner.ticket()
    assert owner.finish(one, owner.code()).status_code == 201
    clock.move(seconds=30)
    assert owner.finish(one, owner.code()).json["slug"] == "sign-in-again"
    late = owner.ticket()
    clock.move(minutes=5, seconds=1)
    assert owner.finish(late, owner.code()).json["slug"] == "sign-in-again"


def test_a_new_password_makes_a_ticket_void_and_does_not_get_around_the_code(service, owner):
    held = owner.ticket()
    service.forgot(owner.email)
    service.answer()
    service.choose(service.token("choose-password"), "violet rivers under ice")
    assert owner.finish(held, owner.code()).json["slug"] == "sign-in-again"
    assert service.begin(password="violet rivers under ice").json["signed_in"] is None


def test_few_codes_are_looked_at_whatever_the_ticket(service, owner, clock):
    statuses = []
    for number in range(300):
        clock.move(minutes=5)
        statuses.append(owner.finish(owner.ticket(ip=f"10.0.{number % 200}.1"), "000000").status_code)
    assert set(statuses) == {422, 429}
    assert statuses.count(422) <= 31  # in 25 hours
    assert statuses[:5] == [422] * 5


def test_who_guesses_does_not_keep_the_owner_out_of_a_browser_of_hers(service, owner, clock):
    known = owner.finish(owner.ticket(), owner.code()).json["known_device"]
    for _ in range(6):
        owner.finish(owner.ticket(), "000000")
    clock.move(seconds=30)
    assert owner.finish(owner.ticket(), owner.code()).status_code == 429
    assert owner.finish(service.begin(known_device=known).json["ticket"], owner.code()).status_code == 201


def test_a_recovery_code_works_once_in_place_of_the_app_and_is_told_of(service, owner):
    code = owner.codes[3]
    assert owner.finish(owner.ticket(), code.upper().replace("-", " ")).status_code == 201
    assert owner.finish(owner.ticket(), code).status_code == 422
    assert owner.factors()["recovery_codes"] == 9
    (text,) = [text for kind, to, text in service.letters() if kind == "recovery-code-used" and to == owner.email]
    assert "9 are left" in text and code not in text


def test_new_recovery_codes_take_the_place_of_the_ones_before(service, owner):
    new = owner.post("recovery-codes").json["codes"]
    assert owner.finish(owner.ticket(), owner.codes[0]).status_code == 422
    assert owner.finish(owner.ticket(), new[0]).status_code == 201
    assert [kind for kind, _, _ in service.letters()].count("factors-changed") == 2


def test_without_the_app_the_password_is_enough_and_recovery_codes_are_gone(service, owner):
    held = owner.ticket()
    assert owner.delete("totp").status_code == 204
    assert owner.finish(held, owner.codes[0]).json["slug"] == "sign-in-again"
    assert service.begin().json["signed_in"] and owner.factors()["recovery_codes"] == 0
    assert owner.delete("totp").status_code == 404
    assert owner.post("recovery-codes").json["slug"] == "no-totp"


def test_what_was_sealed_with_another_secret_opens_nothing_but_recovery_codes_do(service, owner):
    with service.database.transaction() as tx:
        factors.put_totp(tx, owner.id, "not ours")
        factors.confirm_totp(tx, owner.id, step_at(tx.now) - 9)
    assert owner.finish(owner.ticket(), owner.code()).status_code == 422
    assert owner.finish(owner.ticket(), owner.codes[0]).status_code == 201


def test_all_of_it_stands_in_the_audit_log(service, owner, administrator):
    owner.finish(owner.ticket(), owner.codes[0])
    owner.post("recovery-codes")
    owner.delete("totp")
    records = service.client.get(f"/v1/audit?object={owner.id}", administrator).json["items"]
    acts = [record["action"] for record in records]
    assert acts == ["factor.removed", "recovery-codes.made", "recovery-code.used", "factor.added", "user.added"]
