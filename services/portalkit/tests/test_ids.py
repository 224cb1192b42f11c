"""Identifiers."""

from uuid import RFC_4122, UUID

from portalkit.ids import new_id


def test_what_is_made_one_after_the_other_sorts_that_way_and_is_a_uuid_of_version_seven():
    made = [new_id() for _ in range(2000)]
    assert made == sorted(set(made))
    assert {(UUID(id).version, UUID(id).variant) for id in made} == {(7, RFC_4122)}
