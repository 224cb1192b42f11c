from datetime import UTC, datetime, timedelta

import pytest

from gateway import filters
from gateway.catalogue import Catalogue, catalogues
from gateway.filters import Times

ENGLISH, GERMAN = Times(Catalogue("en")), Times(catalogues()["de"])


def before(**times):
    return (datetime.now(UTC) - timedelta(**times)).isoformat()


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"seconds": 20}, "just now"),
        ({"minutes": 5, "seconds": 2}, "5 min ago"),
        ({"hours": 3, "seconds": 2}, "3 h ago"),
        ({"hours": 30}, "yesterday"),
        ({"seconds": -20}, "just now"),
    ],
)
def test_times_are_told_as_people_do(when, words):
    assert ENGLISH.ago(before(**when)) == words


def test_an_older_time_is_a_day_and_one_of_another_year_names_it():
    year = datetime.now(UTC).year
    assert ENGLISH.ago("2024-11-12T08:00:00+00:00") == "12 Nov 2024"
    assert ENGLISH.date(f"{year}-01-02T08:00:00.123456+00:00") == "2 Jan"
    assert ENGLISH.date(datetime(year, 3, 4, tzinfo=UTC)) == "4 Mar"
    assert ENGLISH.date_and_time("2024-11-12T08:05:00+00:00") == "12 Nov 2024, 08:05 UTC"


def test_a_time_is_told_by_the_clocks_of_its_reader_and_names_them():
    late = "2024-11-12T23:30:00+00:00"
    assert ENGLISH.date_and_time(late, "Europe/Berlin") == "13 Nov 2024, 00:30 (Europe/Berlin)"
    assert ENGLISH.date(late, "Europe/Berlin") == "13 Nov 2024"
    assert ENGLISH.date_and_time(late, "Mars/Olympus") == ENGLISH.date_and_time(late, "UTC") == "12 Nov 2024, 23:30 UTC"
    assert ENGLISH.date_and_time(late, "Europe/Berlin", named=False) == "13 Nov 2024, 00:30"


def test_no_time_is_no_word():
    assert [ENGLISH.date(None), ENGLISH.ago(""), ENGLISH.date_and_time(None)] == ["", "", ""]


def test_initials_are_those_of_the_first_and_the_last_word():
    names = ("Ingrid Maria Solheim", "cher", "", None, "(The) Boss", "7 of 9")
    assert [filters.initials(name) for name in names] == ["IS", "C", "?", "?", "B", "79"]


def test_a_person_keeps_their_ground():
    assert {filters.hue(str(number)) for number in range(100)} == {1, 2, 3, 4}
    assert filters.hue("x") == filters.hue("x")
    assert filters.hue(None) in (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"seconds": 20}, "gerade eben"),
        ({"minutes": 5, "seconds": 2}, "vor 5 Min."),
        ({"hours": 3, "seconds": 2}, "vor 3 Std."),
        ({"hours": 30}, "gestern"),
    ],
)
def test_germans_are_told_times_as_they_tell_them(when, words):
    assert GERMAN.ago(before(**when)) == words


def test_a_german_day_has_its_dot():
    assert GERMAN.date("2024-03-05T08:00:00+00:00") == "5. März 2024"
    late = "2024-11-12T23:30:00+00:00"
    assert GERMAN.date_and_time(late, "Europe/Berlin") == "13. Nov. 2024, 00:30 (Europe/Berlin)"
