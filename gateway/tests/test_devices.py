"""What a list of sessions calls a browser."""

import pytest

from gateway.catalogue import catalogues
from gateway.devices import device_in, device_name

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    ("agent", "english", "german"),
    [
        (FIREFOX, "Firefox on Linux", "Firefox unter Linux"),
        ("curl/8.5.0", "curl/8.5.0", "curl/8.5.0"),
        ("", "Unknown", "Unbekannt"),
    ],
)
def test_a_browser_is_known_again_in_every_language(agent, english, german):
    there = catalogues()
    assert device_name(agent) == english
    assert [device_in(there[tongue], english) for tongue in ("en", "de")] == [english, german]
