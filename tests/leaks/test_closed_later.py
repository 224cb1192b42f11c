"""What was open and found by everybody, and is closed: at once, with no worker, it is as if it had never been."""

import pytest

from leaks.asking import unseen
from leaks.closing import AT_ONCE, INSIDE, LATER, REMEMBERED


@pytest.mark.parametrize(("way", "who"), AT_ONCE)
def test_once_closed_nothing_more_is_told_although_no_worker_works(worlds, closing, way, who):
    leaks = worlds.leaks(closing.at_once[way, who], way, who, settled=False)
    assert closing.at_once[way, who] and not leaks, "\n\n".join(leaks)


@pytest.mark.parametrize(("way", "who"), REMEMBERED)
def test_a_tag_from_before_is_no_good_for_what_is_told_otherwise_now(closing, way, who):
    assert not closing.unchanged[way, who]


@pytest.mark.parametrize(("way", "who"), LATER)
def test_when_the_workers_have_heard_of_it_the_counts_are_right_too(worlds, closing, way, who):
    leaks = worlds.leaks(closing.later[way, who], way, who)
    assert closing.later[way, who] and not leaks, "\n\n".join(leaks)


@pytest.mark.parametrize("way", INSIDE)
def test_whoever_is_inside_still_finds_all_of_it_at_once(closing, way):
    cases = {ask.case for ask, _ in closing.inside[way]}
    assert cases and not {case.rule: lost for case in cases if (lost := unseen(closing.inside[way], case))}
