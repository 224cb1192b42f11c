"""What a good password is."""

import importlib.util
from pathlib import Path

import pytest

from accounts.actions.hashing import Hasher
from accounts.model.password import check_password, normal
from accounts.store.blocklist import Blocklist, blocked
from portalkit.errors import Invalid


def checked(password, name="Ingrid Solheim", email="i.solheim@fjordvann.example"):
    return check_password(password, Blocklist(), name, email, "Saltmarsh")


@pytest.mark.parametrize(
    "password",
    [
        "a tide of lamps",  # 15
        "quiet harbour " * 4 + "lantern.",  # 64
        "x9 violet rivers; " * 7 + "ok",  # 128
        "🌊🚲🎻🧂 lamps by a quay",
        "ünïcödé wörds äre fine",
        "no digits or signs needed here",
    ],
)
def test_length_is_all_that_is_asked(password):
    assert checked(password) == normal(password)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("fourteen chars", "at least 15 characters"),
        ("", "at least 15 characters"),
        ("é" * 513 + "abc", "at most 1,024 bytes"),
        ("aaaaaaaaaaaaaaaaaaaa", "one of the first"),
        ("abcabcabcabcabcabc", "one of the first"),
        ("passwordpassword", "one of the first"),
        ("Password Password", "one of the first"),
        ("Sunshine1234567!", "one of the first"),
        ("qwertyuiopasdfghjkl", "one of the first"),
        ("123456789012345", "one of the first"),
        ("abcdefghijklmnop", "one of the first"),
        ("correct-horse-battery-staple", "one of the first"),
        ("1234567iloveyou1234567", "one of the first"),
        ("solheim likes lamps", "Leave out your name"),
        ("at FJORDVANN we row", "Leave out your name"),
        ("rivers of saltmarsh", "Leave out your name"),
        ("rivers of ｓａｌｔｍａｒｓｈ", "Leave out your name"),
    ],
)
def test_what_is_easily_tried_is_refused(password, message):
    with pytest.raises(Invalid) as refused:
        checked(password)
    assert message in refused.value.fields["password"][0]


def test_the_list_of_usual_passwords_has_ten_thousand_that_are_long_enough():
    assert sum(len(text) >= 15 for text in blocked()) >= 10_000


def test_the_list_is_the_one_its_script_builds():
    path = Path(__file__).parents[2] / "scripts" / "build_blocklist.py"
    spec = importlib.util.spec_from_file_location("build_blocklist", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert frozenset(script.build()) == blocked()


def test_the_same_characters_typed_differently_are_the_same_password():
    hasher = Hasher("test")
    assert hasher.fits(normal("cafe\u0301 on the corner"), hasher.hash(normal("café on the corner")))


def test_every_byte_of_a_long_password_counts():
    hasher = Hasher("test")
    stored = hasher.hash("x" * 72 + "a" + "y" * 50)
    assert hasher.fits("x" * 72 + "a" + "y" * 50, stored)
    assert not hasher.fits("x" * 72 + "b" + "y" * 50, stored)


def test_the_hash_is_argon2id_at_no_less_than_the_floor():
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in Hasher("standard").hash("x")
