"""A whole accounts service on a folder of its own: the real app, real rows, a clock that a test can move."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import structlog
from sqlalchemy import select

from accounts.actions.applications import Answering
from accounts.actions.users import add_user
from accounts.app import create_app, open_desk
from accounts.settings import Settings
from accounts.store import sessions, users
from portalkit.clock import utc_now
from portalkit.migrations import upgrade
from portalkit.settings import load
from portalkit.tables import deliveries, outbox
from portalkit.testing import Client, fresh_database
from portalkit.testing import kit as testing_kit
from portalkit.tokens import public_set
from portalkit.viewer import Viewer
from portalkit.wake import Ringer, folder_for

GATEWAY = Viewer("gateway", "gateway", audiences=frozenset())
PASSWORD = "seven lamps along the quay"
NEW_PASSWORD = "violet rivers under ice"
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


class Clock:
    """The time, until a test moves it."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    def move(self, **by):
        self.ahead += timedelta(**by)


def read_settings(folder, url=None):
    """The settings of a service that keeps everything in `folder`, and its rows at `url`."""
    environ = {"DATA_DIR": str(folder), "PASSWORD_PROFILE": "test", "PUBLIC_KEYS": public_set(testing_kit.KEY)}
    return load(Settings, "accounts", environ | ({"ACCOUNTS_DATABASE_URL": url} if url else {}))


def migrate(engine):
    """Make the tables as an operator does."""
    upgrade("accounts", engine)


def ring(folder):
    """What wakes the workers of `folder`."""
    ringer = Ringer(folder_for(folder))
    return lambda: ringer.ring("accounts-*")


class Service:
    """What a test does with the service."""

    PASSWORD, GATEWAY = PASSWORD, GATEWAY

    def __init__(self, database, folder, clock, app=None):
        self.settings = read_settings(folder, database.url)
        self.app = app or create_app(self.settings, check_answers=True)
        self.database = database
        self.desk, self.clock = open_desk(self.settings), clock
        self.app.extensions |= {"database": self.database, "desk": self.desk}
        self.client = Client(self.app, "accounts")
        self._hash = self.desk.hasher.hash(PASSWORD)

    def person(self, email="ingrid@fjordvann.example", name="Ingrid Solheim", kind="customer", roles=(), **values):
        """Somebody who can sign in with PASSWORD."""
        with self.database.transaction() as tx:
            user, _ = add_user(tx, name, email, kind, list(roles), self._hash)
            return users.change(tx, user.id, user.version, **values) if values else user

    def viewer(self, user, sid=None):
        """The person as other requests see it."""
        return Viewer(user.id, user.kind, frozenset(user.roles), frozenset({"everyone", "members"}), sid=sid)

    def signed_in(self, user):
        """The person in a session that has just begun."""
        return self.viewer(user, self.sign_in(user.email).json["sid"])

    def proven(self, viewer):
        """The same, who has proven once more who they are, whatever time has passed."""
        with self.database.transaction() as tx:
            sessions.mark_proven(tx, viewer.sid)
        return viewer

    def door(self, path, viewer=GATEWAY, **body):
        """Ask as the gateway does."""
        return self.client.post(f"/internal/v1/{path}", body, viewer)

    def sign_in(self, email="ingrid@fjordvann.example", password=PASSWORD, ip="192.0.2.7", known_device=None):
        """The answer to a sign-in."""
        return self.door(
            "sessions", email=email, password=password, device="Firefox on Linux", ip=ip, known_device=known_device
        )

    def begin(self, email="ingrid@fjordvann.example", password=PASSWORD, ip="192.0.2.7", **known):
        """The answer to the first step of a sign-in; `known` is what the browser's cookies hold."""
        return self.door("sign-ins", email=email, password=password, device="Firefox on Linux", ip=ip, **known)

    def whoami(self, session):
        """Who the gateway is told a session belongs to."""
        answer = self.door("whoami", session=session)
        assert answer.status_code == 200
        return answer.json

    def register(self, email="ida@x.example", password=NEW_PASSWORD, name="Ida Berg", locale="en"):
        """Somebody asks for an account."""
        return self.door("registrations", name=name, email=email, password=password, locale=locale)

    def user(self, email="ida@x.example"):
        """Who has this address, if anybody does."""
        with self.database.reading() as db:
            return users.by_email(db, email)

    def forgot(self, email):
        """Somebody does not know the password any more."""
        return self.door("password-resets", email=email)

    def choose(self, token, password=NEW_PASSWORD):
        """Choose a password by a mailed link."""
        return self.door("passwords", token=token, password=password)

    def answer(self):
        """Let the worker answer what was applied for."""
        return Answering(self.database, self.desk.portal).run_due()

    def letters(self):
        """What lies ready to be sent: kind, address and text, in order."""
        with self.database.reading() as db:
            rows = db.rows(select(deliveries).order_by(deliveries.c.created_at, deliveries.c.id))
        return [(row.kind, row.message["to"], row.message["text"]) for row in rows if row.message]

    def token(self, kind):
        """The token in the newest letter of a kind."""
        text = [text for sort, _, text in self.letters() if sort == kind][-1]
        return text.split("token=")[1].split()[0]

    def events(self, *names):
        """What was published, in order: (type without service and major, subject, data)."""
        with self.database.reading() as db:
            rows = db.rows(select(outbox).order_by(outbox.c.seq))
        told = [(row.type.removeprefix("accounts.").removesuffix(".v1"), row.subject, row.data) for row in rows]
        return [event for event in told if not names or event[0] in names]

    def forget_events(self):
        """Look only at what is published from here on."""
        with self.database.transaction() as tx:
            tx.execute(outbox.delete())


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """The app is made once; each test gives it a database and a desk of its own."""
    return create_app(read_settings(tmp_path_factory.mktemp("app")), check_answers=True)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def service(app, tmp_path, clock):
    database = fresh_database(tmp_path, "accounts", migrate, clock, woken=ring(tmp_path), in_turn=True)
    yield Service(database, tmp_path, clock, app)
    database.close()


@pytest.fixture
def ingrid(service):
    return service.person()


@pytest.fixture
def administrator(service):
    user = service.person("henning@saltmarsh.example", "Henning Voss", "staff", ["administrator"])
    return replace(service.viewer(user), audiences=frozenset({"everyone", "members", "staff"}))


@pytest.fixture
def importer():
    return Viewer("importer", "staff", frozenset({"importer"}))


@pytest.fixture
def tx(service):
    with service.database.transaction() as tx:
        yield tx
