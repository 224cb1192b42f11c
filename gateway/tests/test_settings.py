import pytest

from gateway import settings
from gateway.settings import Settings
from portalkit.settings import WrongSetting, load

PRODUCTION = {
    "ENV": "production",
    "GATEWAY_DATABASE_URL": "sqlite:///gateway.db",
    "PUBLIC_ORIGIN": "https://portal.example",
    "SECRET": "s" * 32,
    "SIGNING_KEY": "{}".rjust(32),
}


def read(**environ):
    return load(Settings, "gateway", environ)


def test_https_decides_names_and_flags_of_cookies():
    assert read(PUBLIC_ORIGIN="https://portal.example").https
    assert not read(PUBLIC_ORIGIN="http://127.0.0.1:8080").https


def test_the_live_stream_is_on_the_next_port_or_where_it_is_said_to_be():
    assert read(PUBLIC_ORIGIN="http://127.0.0.1:9000/").live == "http://127.0.0.1:9001"
    assert read(PUBLIC_ORIGIN="https://portal.example").live == "https://portal.example"
    assert read(LIVE_ORIGIN="https://live.example/").live == "https://live.example"


def test_a_secret_that_can_be_guessed_is_refused(monkeypatch):
    monkeypatch.setenv("SECRET", "short")
    with pytest.raises(WrongSetting, match="32"):
        settings.read()


@pytest.mark.parametrize("missing", ["SECRET", "SIGNING_KEY"])
def test_production_does_not_start_with_a_secret_that_it_made_itself(missing):
    assert read(**PRODUCTION).production
    with pytest.raises(WrongSetting, match=missing):
        read(**{name: value for name, value in PRODUCTION.items() if name != missing})


def test_the_mailbox_is_shown_only_while_it_takes_the_mail():
    assert read().mailbox_shown
    assert read(MAIL_URL="mailbox:///mail/box.db").mailbox_shown
    assert not read(MAIL_URL="smtp://mail").mailbox_shown
    assert not read(**PRODUCTION).mailbox_shown
    assert not read(**PRODUCTION, MAIL_URL="mailbox:///mail/box.db").mailbox_shown
