"""Signing in: who gets in, who is held up, and what nobody can learn by trying."""

import statistics
import threading
import time

import pytest

from accounts.actions.hashing import Hasher
from accounts.store import users

WRONG = "not the password of anyone"


def test_whoever_knows_the_password_gets_a_session(service, ingrid):
    answer = service.sign_in()
    assert answer.status_code == 201
    assert answer.json["user"] == {"id": ingrid.id, "name": "Ingrid Solheim"}
    who = service.whoami(answer.json["session"])
    assert (who["signed_in"], who["viewer"]["id"], who["sid"]) == (True, ingrid.id, answer.json["sid"])


def test_the_address_may_be_written_in_any_case(service, ingrid):
    assert service.sign_in(email="INGRID@Fjordvann.Example").status_code == 201


def test_every_sign_in_is_a_new_session_with_256_bits(service, ingrid):
    first, second = service.sign_in().json, service.sign_in().json
    assert first["session"] != second["session"]
    assert len(first["session"]) == 43


def test_a_wrong_password_an_unknown_address_and_a_suspended_account_give_the_same_answer(service, ingrid):
    service.person("ida@x.example", "Ida", state="suspended")
    answers = [
        service.sign_in(password=WRONG),
        service.sign_in(email="nobody@fjordvann.example", password=WRONG),
        service.sign_in(email="ida@x.example"),
    ]
    assert {(a.status_code, a.json["slug"], a.json["detail"], len(a.data)) for a in answers} == {
        (422, "sign-in-failed", "The address or the password is wrong.", len(answers[0].data))
    }


def test_somebody_without_a_password_cannot_sign_in(service):
    user = service.person("none@x.example", "None")
    with service.database.transaction() as tx:
        users.set_password(tx, user.id, None)
    assert service.sign_in(email="none@x.example").json["slug"] == "sign-in-failed"


def test_an_unverified_account_is_told_so_only_after_the_right_password(service, ingrid):
    service.person("ida@x.example", "Ida", state="unverified")
    assert service.sign_in(email="ida@x.example", password=WRONG).json["slug"] == "sign-in-failed"
    answer = service.sign_in(email="ida@x.example")
    assert (answer.status_code, answer.json["slug"]) == (403, "not-verified")


def test_at_most_ten_guesses_from_one_network_are_looked_at_in_a_quarter_of_an_hour(service, ingrid, clock):
    looked_at = 0
    for number in range(180):
        answer = service.sign_in(password=WRONG, ip=f"192.0.2.{number % 250}")
        looked_at += answer.status_code == 422
        assert answer.status_code in (422, 429)
        clock.move(seconds=5)
    assert 5 <= looked_at <= 10


def test_who_is_held_up_is_told_how_long(service, ingrid):
    answers = [service.sign_in(password=WRONG) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 180


def test_an_address_without_an_account_is_held_up_in_the_same_way(service, ingrid):
    def statuses(email):
        return [service.sign_in(email=email, password=WRONG).status_code for _ in range(8)]

    assert statuses("nobody@x.example") == statuses("ingrid@fjordvann.example")


def test_at_most_a_hundred_wrong_passwords_in_a_row_are_looked_at_from_anywhere(service, ingrid, clock):
    looked_at = 0
    for number in range(300):
        looked_at += service.sign_in(password=WRONG, ip=f"10.0.{number % 150}.1").status_code == 422
        clock.move(hours=12)
    assert 50 <= looked_at <= 100


def test_a_network_cannot_try_one_password_on_many_accounts(service, ingrid):
    tried = [service.sign_in(email=f"user{n}@x.example", password=WRONG).status_code for n in range(130)]
    assert tried.count(422) == 100
    assert tried[-1] == 429


def test_the_limits_hold_in_another_process(service, ingrid):
    for _ in range(6):
        service.sign_in(password=WRONG)
    again = type(service)(service.database, service.settings.data_dir, service.clock)
    assert again.sign_in(password=WRONG).status_code == 429
    again.database.close()


def test_the_owner_gets_in_where_she_was_before_while_others_guess(service, ingrid):
    known = service.sign_in().json["known_device"]
    for number in range(60):
        service.sign_in(password=WRONG, ip=f"10.{number}.0.1")
    assert service.sign_in(ip="192.0.2.7").status_code == 429
    assert [service.sign_in(known_device=known).status_code for _ in range(20)] == [201] * 20


def test_the_right_password_empties_the_count_of_wrong_ones(service, ingrid):
    for _ in range(20):
        assert [service.sign_in(password=WRONG).status_code for _ in range(3)] == [422] * 3
        assert service.sign_in().status_code == 201


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "🦀", "." * 900])
def test_a_forged_known_device_opens_nothing(service, ingrid, forged):
    for _ in range(5):
        service.sign_in(password=WRONG)
    assert service.sign_in(known_device=forged).status_code == 429


def test_a_known_device_of_somebody_else_is_not_known(service, ingrid):
    service.person("ida@x.example", "Ida")
    others = service.sign_in(email="ida@x.example").json["known_device"]
    for _ in range(5):
        service.sign_in(password=WRONG)
    assert service.sign_in(known_device=others).status_code == 429


def test_guessing_on_a_known_device_is_held_up_too(service, ingrid):
    known = service.sign_in().json["known_device"]
    tried = [service.sign_in(password=WRONG, known_device=known).status_code for _ in range(8)]
    assert tried.count(422) == 5


def test_a_password_stored_at_another_cost_is_stored_anew_and_nobody_is_told(service, ingrid):
    old = Hasher("strong").hash(service.PASSWORD)
    with service.database.transaction() as tx:
        users.set_password(tx, ingrid.id, old)
    service.forget_events()
    assert service.sign_in().status_code == 201
    with service.database.reading() as db:
        now = users.credentials_of(db, ingrid.id)
    assert now.password_hash != old
    assert service.events() == []
    assert service.sign_in().status_code == 201


def test_a_password_changed_while_it_was_checked_starts_no_session(service, ingrid, monkeypatch):
    fits = service.desk.hasher.fits

    def slow(password, stored):
        with service.database.transaction() as tx:
            users.set_password(tx, ingrid.id, "changed meanwhile")
        return fits(password, stored)

    monkeypatch.setattr(type(service.desk.hasher), "fits", lambda self, *given: slow(*given))
    assert service.sign_in().json["slug"] == "sign-in-failed"


def test_the_time_a_sign_in_takes_does_not_tell_whether_there_is_an_account(service, ingrid):
    """The hash at today's cost is worked out for unknown addresses too; the medians lie within 5 ms."""
    service.desk.hasher.__init__("standard")
    with service.database.transaction() as tx:
        users.set_password(tx, ingrid.id, service.desk.hasher.hash(service.PASSWORD))
    taken = {"ingrid@fjordvann.example": [], "nobody@fjordvann.example": []}
    for number in range(15):
        for email, times in taken.items():
            began = time.thread_time()
            service.sign_in(email=email, password=WRONG, ip=f"10.{number}.0.1")
            times.append(time.thread_time() - began)
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < 0.005
    assert min(known, unknown) > 0.005


def test_only_a_few_passwords_are_hashed_at_once(monkeypatch):
    hasher, inside, most = Hasher("test"), [], []
    verify = hasher._argon.verify

    def counted(stored, password):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.002)
        try:
            return verify(stored, password)
        finally:
            inside.pop()

    monkeypatch.setattr(type(hasher._argon), "verify", lambda self, *given: counted(*given))
    stored = hasher.hash("seven lamps")
    threads = [threading.Thread(target=hasher.fits, args=("seven lamps", stored)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
