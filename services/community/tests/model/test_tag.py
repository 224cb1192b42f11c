"""Tags are written in many ways and kept in one."""

import pytest

from community.model.tag import clean_tags
from portalkit.errors import Invalid


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (["#Flow Cell", "flow_cell", "FLOW-CELL"], ["flow-cell"]),
        (["pH", " Öl ", "v4.2"], ["ph", "öl", "v4.2"]),
        (["  ", "--", "<>"], []),
    ],
)
def test_tags_are_kept_in_small_letters_with_hyphens_each_once(written, kept):
    assert clean_tags(written) == kept


@pytest.mark.parametrize("written", [["aa", "bb", "cc", "dd", "ee", "ff"], ["x"], ["y" * 31]])
def test_too_many_and_too_short_and_too_long_ones_are_refused(written):
    with pytest.raises(Invalid):
        clean_tags(written)
