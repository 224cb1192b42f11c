"""Somebody with an app that shows codes, and an organisation with its administrator."""

import pytest

from accounts.model.totp import code_at, step_at

PAGE = "/internal/v1/pages/organisation"


class Owner:
    """Somebody who is signed in."""

    def __init__(self, service, user):
        self.service, self.id, self.email = service, user.id, user.email
        self.viewer = service.viewer(user, service.sign_in(user.email).json["sid"])
        self.secret, self.codes = "", []

    def with_app(self):
        """The same with an app, whose first code was that of half a minute ago."""
        self.secret = self.post("totp").json["secret"]
        self.codes = self.post("totp/confirm", code=self.code(-1)).json["codes"]
        return self

    def code(self, steps=0):
        """What the app shows now, or so many half minutes later."""
        return code_at(self.secret, step_at(self.service.clock()) + steps)

    def ticket(self, **more):
        """What the right password gives."""
        return self.service.begin(self.email, **more).json["ticket"]

    def finish(self, ticket, code, remember=False):
        """The second step."""
        return self.service.door("sign-ins/finish", ticket=ticket, code=code, remember=remember)

    def post(self, path, **body):
        return self.service.client.post(f"/v1/me/{path}", body or None, self.viewer)

    def delete(self, path):
        return self.service.client.delete(f"/v1/me/{path}", self.viewer)

    def factors(self):
        return self.service.client.get("/v1/me/factors", self.viewer).json


@pytest.fixture
def newcomer(service, ingrid):
    """Ingrid, signed in."""
    return Owner(service, ingrid)


@pytest.fixture
def owner(newcomer, clock):
    """Ingrid, signed in, with an app that shows codes; a half minute has just begun."""
    clock.move(seconds=30.1 - clock().timestamp() % 30)
    return newcomer.with_app()


class Company:
    """An organisation that Ingrid administers, and what a test does with it."""

    def __init__(self, service, administrator, ingrid, name="Fjordvann", kind="company"):
        self.service, self.by, self._administrator = service, service.viewer(ingrid), administrator
        made = service.client.post("/v1/organisations", {"name": name, "kind": kind}, administrator)
        assert made.status_code == 201, made.json
        self.id, self.at = made.json["id"], f"/v1/organisations/{made.json['id']}"
        self.invite(ingrid.email, administrator, role="administrator")
        self.accept(ingrid)

    def beside(self, user, name, kind="company"):
        """Another one that `user` administers."""
        return Company(self.service, self._administrator, user, name, kind)

    def invite(self, email="ben@fjordvann.example", by=None, **more):
        return self.service.client.post(f"{self.at}/invitations", {"email": email, **more}, by or self.by)

    def accept(self, user):
        token = self.service.token("invitation")
        return self.service.client.post("/v1/invitations/accept", {"token": token}, self.service.viewer(user))

    def page(self, by=None):
        return self.service.client.get(f"{PAGE}?id={self.id}", by or self.by)

    def member(self, user):
        return next((one for one in self.page().json["members"] if one["user_id"] == user.id), None)

    def change(self, user, by=None, **wanted):
        there = self.member(user)
        return self.service.client.patch(f"{self.at}/members/{there['id']}", wanted, by or self.by, there["version"])

    def remove(self, user, by=None):
        return self.service.client.delete(f"{self.at}/members/{self.member(user)['id']}", by or self.by)


@pytest.fixture
def fjordvann(service, administrator, ingrid):
    return Company(service, administrator, ingrid)


@pytest.fixture
def ben(service):
    return service.person("ben@fjordvann.example", "Ben Aas")


@pytest.fixture
def joined(fjordvann, ben):
    assert fjordvann.invite().status_code == 201
    assert fjordvann.accept(ben).status_code == 200
    return ben


@pytest.fixture
def for_members(service, administrator):
    """An audience of those who act for Fjordvann."""
    body = {"name": "Fjordvann", "rule": {"organisation": ["Fjordvann"]}}
    return service.client.post("/v1/audiences", body, administrator).json["id"]
