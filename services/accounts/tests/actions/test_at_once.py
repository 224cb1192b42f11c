"""Several people at once: what may happen once happens once, and the log stays whole."""

import os
import subprocess
import sys

from sqlalchemy import select

from accounts.actions.applications import Answering
from accounts.model.audit import first_fault
from accounts.store import audit
from accounts.store.tables import audiences, users
from portalkit.migrations import check
from portalkit.testing import Client, at_once, fresh_database

MANY = 6


def fault(service):
    with service.database.reading() as db:
        return first_fault(audit.everything(db), audit.head(db))


def test_two_administrators_who_end_each_other_leave_one(service, administrator):
    other = service.person("olga@saltmarsh.example", "Olga", "staff", ["administrator"])
    own = {administrator.id: other.id, other.id: administrator.id}

    def demote(by, whom):
        viewer = administrator if by == administrator.id else service.viewer(other)
        client = Client(service.app, "accounts")
        return lambda: client.patch(f"/v1/users/{whom}", {"roles": []}, viewer, If_Match="*").status_code

    assert sorted(at_once(*(demote(by, whom) for by, whom in own.items()))) == [200, 409]
    with service.database.reading() as db:
        roles = [row.roles for row in db.rows(select(users.c.roles))]
    assert sorted(roles) == [[], ["administrator"]]
    assert fault(service) is None


def test_a_mailed_link_followed_many_times_at_once_is_good_once(service):
    service.register()
    service.answer()
    token = service.token("confirm-address")

    def follow():
        return service.door("verifications", token=token).status_code

    statuses = at_once(*[follow] * MANY)
    assert (statuses.count(200), len(set(statuses))) == (1, 2)
    assert [type for type, *_ in service.events("user.verified")] == ["user.verified"]


def test_one_address_registered_many_times_at_once_is_one_account(service):
    for number in range(MANY):
        service.register(name=f"Ida {number}")
    workers = [Answering(service.database, service.desk.portal) for _ in range(3)]
    at_once(*(worker.run_due for worker in workers))
    with service.database.reading() as db:
        assert len(db.rows(select(users.c.id))) == 1
    assert [type for type, *_ in service.events("user.registered")] == ["user.registered"]
    assert {kind for kind, *_ in service.letters()} == {"confirm-address"}
    assert len(service.letters()) == 5  # as many as one address gets in an hour


def test_people_who_sign_in_at_once_stand_in_one_line_of_the_log(service):
    people = [service.person(f"p{number}@x.example", f"P {number}") for number in range(MANY)]
    answers = at_once(
        *(
            lambda p=person, n=number: service.sign_in(p.email, ip=f"192.0.2.{n}")
            for number, person in enumerate(people)
        )
    )
    assert [answer.status_code for answer in answers] == [201] * MANY
    assert fault(service) is None


def test_audiences_made_at_once_have_ids_of_their_own(service, administrator):
    def make(number):
        body = {"name": f"A {number}", "description": "", "rule": {"kind": ["staff"]}}
        client = Client(service.app, "accounts")
        return lambda: client.post("/v1/audiences", body, administrator).status_code

    assert at_once(*(make(number) for number in range(MANY))) == [201] * MANY
    with service.database.reading() as db:
        numbers = [row.number for row in db.rows(select(audiences.c.number))]
    assert sorted(numbers) == list(range(1, MANY + 1))


def test_migrations_started_at_once_wait_for_each_other(tmp_path):
    database = fresh_database(tmp_path, "accounts", None)
    environ = {
        "ACCOUNTS_DATABASE_URL": database.url,
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    started = [subprocess.Popen([sys.executable, "-m", "accounts", "migrate"], env=environ) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0] * 3
    check("accounts", database.engine)
    database.close()
