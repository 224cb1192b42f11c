"""The command line: the first administrator, the audit log, and everybody told again."""

import argparse
import io

import pytest

from accounts import NAME, settings
from accounts.commands import add_user, audit_verify
from accounts.store import users
from portalkit.operating import republish
from portalkit.settings import WrongSetting


def run(command, service, *words, typed=""):
    import sys

    kept, sys.stdin = sys.stdin, io.StringIO(typed)
    try:
        return command(service.settings, argparse.Namespace(args=list(words)))
    finally:
        sys.stdin = kept


def test_the_first_administrator_is_added_with_a_password_from_stdin(service, capsys):
    words = ("henning@saltmarsh.example", "Henning Voss", "administrator", "-")
    assert run(add_user, service, *words, typed="correct tide under lamp\n") == 0
    assert "Added Henning Voss" in capsys.readouterr().out
    answer = service.sign_in("henning@saltmarsh.example", "correct tide under lamp")
    who = service.whoami(answer.json["session"])["viewer"]
    assert (who["kind"], who["roles"]) == ("staff", ["administrator"])


def test_without_a_password_a_link_is_printed_that_works(service, capsys):
    assert run(add_user, service, "henning@saltmarsh.example", "Henning Voss", "administrator") == 0
    token = capsys.readouterr().out.split("/reset?token=")[1].strip()
    assert service.door("passwords", token=token, password="correct tide under lamp").status_code == 200
    assert service.sign_in("henning@saltmarsh.example", "correct tide under lamp").status_code == 201


@pytest.mark.parametrize(
    ("words", "typed", "code", "told"),
    [
        ((), "", 2, "add-user EMAIL NAME"),
        (("henning@saltmarsh.example",), "", 2, "add-user EMAIL NAME"),
        (("henning@saltmarsh.example", "-"), "", 2, "add-user EMAIL NAME"),
        (("henning", "Henning"), "", 1, "email: Write an e-mail address"),
        (("henning@saltmarsh.example", "Henning", "-"), "short\n", 1, "password: Use at least 15"),
        (("henning@saltmarsh.example", "Henning", "emperor"), "", 1, "roles: There is no role emperor"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(service, capsys, words, typed, code, told):
    assert run(add_user, service, *words, typed=typed) == code
    assert told in capsys.readouterr().err
    with service.database.reading() as db:
        assert users.count(db) == 0


def test_a_second_account_with_the_same_address_is_refused(service, ingrid, capsys):
    assert run(add_user, service, "INGRID@fjordvann.example", "Twin") == 1
    assert "has an account already" in capsys.readouterr().err


def test_the_audit_log_is_checked_and_its_end_printed(service, ingrid, capsys):
    assert run(audit_verify, service) == 0
    *_, seq, head = capsys.readouterr().out.split()
    assert run(audit_verify, service, seq, head) == 0
    assert run(audit_verify, service, seq, "0" * 64) == 1
    assert "noted elsewhere" in capsys.readouterr().out
    assert run(audit_verify, service, "x") == 2


def test_everybody_can_be_told_again(service, ingrid, capsys):
    service.forget_events()
    asked = argparse.Namespace(args=[], since=None, state="user", only=None)
    assert republish(NAME, service.settings, asked) == 0
    assert [(type, subject) for type, subject, _ in service.events()] == [("user.restated", ingrid.id)]
    assert "user: 1 told again" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"PASSWORD_PROFILE": "none"}, "PASSWORD_PROFILE: 'none' is none of standard, strong, test"),
        ({"PASSWORD_PROFILE": "test", "ENV": "production"}, "PASSWORD_PROFILE: test is for tests"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(monkeypatch, environ, told):
    fine = {
        "DATABASE_URL": "sqlite:////tmp/x.db",
        "BUS_URL": "sqlite:////tmp/b.db",
        "SEARCH_URL": "x:",
        "MAIL_URL": "smtp://mail.example",
        "PUBLIC_ORIGIN": "https://portal.example",
        "PUBLIC_KEYS": "{}",
        "SECRET": "s" * 32,
    }
    for name, value in (fine | environ).items():
        monkeypatch.setenv(f"ACCOUNTS_{name}", value)
        monkeypatch.setenv(name, value) if name == "ENV" else None
    with pytest.raises(WrongSetting, match=told):
        settings.read()
