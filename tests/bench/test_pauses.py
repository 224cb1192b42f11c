"""What the machine did is told apart from what was measured on it."""

from bench.pauses import Pauses, spans, untouched

USUAL = 0.0001  # CPU seconds


def tries(*slow):
    """One try each hundredth of a second for a second; those with these numbers cost ten times as much."""
    cost = dict.fromkeys(slow, USUAL * 10)
    return [(n / 100, n / 100 + cost.get(n, USUAL), cost.get(n, USUAL)) for n in range(100)]


def rounded(found):
    return [(round(began, 4), round(ended, 4)) for began, ended in found]


def test_a_pause_lasts_from_the_last_try_that_was_fast_to_the_end_of_the_slow_one():
    assert spans(tries()) == []
    assert rounded(spans(tries(20))) == [(0.1901, 0.201)]


def test_slow_tries_in_a_row_are_one_pause_and_others_are_their_own():
    assert rounded(spans(tries(20, 21, 22, 40))) == [(0.1901, 0.221), (0.3901, 0.401)]


def test_the_very_first_try_may_be_slow():
    assert rounded(spans(tries(0))) == [(0.0, 0.001)]


def test_what_waited_for_a_core_met_no_pause():
    waited = [*tries(), (1.0, 1.5, USUAL)]
    assert spans(waited) == []


def test_only_what_was_on_its_way_during_a_pause_met_it():
    sent = {"before": 0.1, "into it": 0.3, "in it": 0.42, "out of it": 0.49, "over it": 0.3, "behind": 0.6}
    seen = {"before": 0.2, "into it": 0.45, "in it": 0.44, "out of it": 0.55, "over it": 0.7, "behind": 0.7}
    assert untouched(sent, seen, [(0.4, 0.5)]) == ["before", "behind"]


def test_it_looks_in_a_process_of_its_own_until_it_is_ended():
    looking = Pauses()
    assert all(began < ended for began, ended in looking.end())
