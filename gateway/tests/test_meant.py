"""Did you mean: a close word from what was found takes the place of one that was not."""

import pytest

from gateway.meant import meant


def hit(title, snippet="", language="en"):
    return {"title": title, "snippet": snippet, "language": language}


def test_a_mistyped_word_is_replaced_by_the_close_one_that_was_found():
    assert meant("turbitity spikes", [hit("Turbidity spikes every half hour")]) == "turbidity spikes"
    assert (
        meant("clean condesation", [hit("Dew", "… <mark>Condensation</mark> in the cabinet")]) == "clean condensation"
    )


def test_what_was_found_in_another_form_stays_as_it_was_typed():
    assert meant("electrodes drift", [hit("The electrode drifts")]) is None
    assert meant("Messzelle", [hit("Die Messzellen reinigen", language="de-AT")]) is None
    assert meant("Messzelle", [hit("Die Messzellen reinigen", language=None)]) == "messzellen"


@pytest.mark.parametrize("query", ["heron 4.2", "abc", "gremlin", '"turbitity spikes"'])
def test_codes_short_words_strangers_and_what_is_quoted_are_left_alone(query):
    assert meant(query, [hit("Turbidity of abd and heron 4.3")]) is None


def test_of_close_words_the_closest_counts_and_then_the_one_that_more_hits_have():
    assert meant("valwe", [hit("Valve one"), hit("Valse"), hit("Valve two")]) == "valve"
    assert meant("turbidit", [hit("Turbidly"), hit("Turbidity"), hit("Turbidly")]) == "turbidity"


def test_words_that_nobody_is_shown_are_not_suggested():
    assert meant("turbitity", [hit("Filters", "Plain turbidity, which is not marked")]) is None
    assert meant("turbitity", []) is None


def test_what_was_typed_with_other_signs_keeps_them():
    assert meant("Turbitity, spikes?", [hit("Turbidity spikes")]) == "turbidity, spikes?"
