"""Somebody who looks after how they sign in, and the app on their phone that shows codes."""

import pytest

from accounts.model.totp import code_at, step_at


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
