"""Settings come from the environment, and a wrong one is told in a sentence."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from portalkit.backends import secret
from portalkit.settings import Settings, WrongSetting, load, setting


@dataclass(frozen=True, kw_only=True)
class Own(Settings):
    hours: int = setting("HOURS", 24, "How long a link works")
    loud: bool = setting("LOUD", False, "Whether to shout")
    key: str = setting("KEY", "", "A secret", secret=True)


GOOD = {
    "ENV": "production",
    "PUBLIC_ORIGIN": "https://help.example",
    "OWN_DATABASE_URL": "sqlite:////data/own.db",
    "BUS_URL": "sqlite:////data/bus.db",
    "SEARCH_URL": "file:///data/index",
    "MAIL_URL": "smtp://mail.example",
    "KEY": "k" * 40,
    "PUBLIC_KEYS": "{}",
    "SECRET": "s" * 32,
}


def test_unset_means_the_default():
    own = load(Own, "own", {})
    assert (own.hours, own.loud, own.data_dir) == (24, False, Path("var"))


def test_a_services_own_variable_goes_before_the_common_one():
    assert load(Own, "own", {"HOURS": "1", "OWN_HOURS": "2"}).hours == 2


def test_a_value_can_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text(f"{'k' * 40}\n")
    assert load(Own, "own", {"KEY_FILE": str(tmp_path / "key")}).key == "k" * 40


def test_every_fault_is_told_not_only_the_first():
    with pytest.raises(WrongSetting, match=r"HOURS: .*LOUD: 'perhaps' is neither 1 nor 0"):
        load(Own, "own", {"HOURS": "many", "LOUD": "perhaps"})


def test_production_starts_when_everything_is_set():
    assert load(Own, "own", GOOD).production


@pytest.mark.parametrize("name", [name for name in GOOD if name != "ENV"])
def test_production_does_not_start_without(name):
    rest = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(WrongSetting, match=name.removeprefix("OWN_")):
        load(Own, "own", rest)


@dataclass(frozen=True, kw_only=True)
class Lean(Settings):
    needs = ("DATABASE_URL",)


def test_production_asks_a_service_for_nothing_that_it_does_not_open():
    used = ("ENV", "PUBLIC_ORIGIN", "SECRET")
    lean = {name: GOOD[name] for name in used} | {"LEAN_DATABASE_URL": "sqlite:////data/lean.db"}
    assert load(Lean, "lean", lean).production
    with pytest.raises(WrongSetting, match="DATABASE_URL"):
        load(Lean, "lean", {name: GOOD[name] for name in used})


def test_a_secret_that_can_be_guessed_is_refused():
    assert load(Own, "own", {"SECRET": "s" * 32}).secret
    with pytest.raises(WrongSetting, match="SECRET: it needs at least 32 bytes"):
        load(Own, "own", {"SECRET": "s" * 31})


def test_one_secret_gives_each_purpose_its_own_the_same_in_every_process(tmp_path):
    first = Settings(data_dir=tmp_path / "one", secret="s" * 32)
    second = Settings(data_dir=tmp_path / "two", secret="s" * 32)
    assert secret(first, "links") == secret(second, "links") != secret(first, "cursors")
    assert secret(Settings(data_dir=tmp_path, secret="t" * 32), "links") != secret(first, "links")
    assert list(tmp_path.iterdir()) == []


def test_the_mailbox_is_where_it_is_said_to_be(tmp_path):
    assert Settings(data_dir=tmp_path).mailbox == tmp_path / "mailbox.db"
    assert Settings(mail_url="mailbox:///mail/box.db").mailbox == Path("/mail/box.db")
    assert Settings(mail_url="smtp://mail.example").mailbox is None


def test_production_never_takes_the_mailbox():
    with pytest.raises(WrongSetting, match="mailbox"):
        load(Own, "own", GOOD | {"MAIL_URL": "mailbox:///data/mail.db"})


def test_one_database_for_several_services_is_refused():
    with pytest.raises(WrongSetting, match="OWN_DATABASE_URL"):
        load(Own, "own", {"DATABASE_URL": "postgresql://db/atrium"})
