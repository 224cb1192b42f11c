"""Settings come from the environment, and a wrong one is told in a sentence."""

from dataclasses import dataclass
from pathlib import Path

import pytest

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
}


def test_unset_means_the_default():
    own = load(Own, "own", {})
    assert (own.hours, own.loud, own.data_dir) == (24, False, Path("var"))


def test_a_services_own_variable_goes_before_the_common_one():
    assert load(Own, "own", {"HOURS": "1", "OWN_HOURS": "2"}).hours == 2


def test_a_value_can_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    assert load(Own, "own", {"KEY_FILE": str(tmp_path / "key")}).key == "from a file"


def test_every_fault_is_told_not_only_the_first():
    with pytest.raises(WrongSetting, match=r"HOURS: .*LOUD: 'perhaps' is neither 1 nor 0"):
        load(Own, "own", {"HOURS": "many", "LOUD": "perhaps"})


def test_production_starts_when_everything_is_set():
    assert load(Own, "own", GOOD).production


@pytest.mark.parametrize("name", ["OWN_DATABASE_URL", "BUS_URL", "SEARCH_URL", "MAIL_URL", "KEY", "PUBLIC_ORIGIN"])
def test_production_does_not_start_without(name):
    rest = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(WrongSetting, match=name.removeprefix("OWN_")):
        load(Own, "own", rest)


def test_production_never_takes_the_mailbox():
    with pytest.raises(WrongSetting, match="mailbox"):
        load(Own, "own", GOOD | {"MAIL_URL": "mailbox:///data/mail.db"})


def test_one_database_for_several_services_is_refused():
    with pytest.raises(WrongSetting, match="OWN_DATABASE_URL"):
        load(Own, "own", {"DATABASE_URL": "postgresql://db/atrium"})
