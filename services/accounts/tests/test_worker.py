"""The worker: answers, tells and sends, and keeps no letter that was sent."""

import pytest
from sqlalchemy import select

from accounts.worker import create_worker
from portalkit.backends import open_mailer
from portalkit.tables import deliveries, outbox
from portalkit.testing import drain, eventually


@pytest.fixture
def mailbox(service):
    mailbox = open_mailer(service.settings)
    yield mailbox
    mailbox.close()


def apply(service):
    body = {"name": "Ida", "email": "ida@x.example", "password": "violet rivers under ice", "locale": "en"}
    assert service.door("registrations", **body).status_code == 202


def test_a_registration_ends_in_one_mail_with_text_and_html(service, mailbox):
    apply(service)
    worker = create_worker(service.settings)
    drain(worker)
    worker.stop()
    (listed,) = mailbox.list()
    mail = mailbox.read(listed["seq"])
    assert (mail["to"], mail["subject"]) == ("ida@x.example", "Confirm your address · Saltmarsh")
    token = mail["text"].split("token=")[1].split()[0]
    assert f'href="http://127.0.0.1:8080/verify?token={token}"' in mail["html"]
    assert ("Auto-Submitted", "auto-generated") in mail["headers"]
    assert service.door("verifications", token=token).status_code == 200


def test_what_was_sent_and_told_is_not_kept(service, mailbox):
    apply(service)
    worker = create_worker(service.settings)
    drain(worker)
    worker.stop()
    with service.database.reading() as db:
        assert [(row.state, row.message) for row in db.rows(select(deliveries))] == [("sent", None)]
        assert all(row.published_at for row in db.rows(select(outbox)))


def test_a_running_worker_is_woken_by_a_registration(service, mailbox):
    worker = create_worker(service.settings)
    worker.start()
    try:
        apply(service)
        eventually(mailbox.list, seconds=5)
    finally:
        worker.stop()
