"""Every page in a real browser: narrow and wide, light and dark, as accessible as axe can tell."""

import hashlib

import pytest
from support.window import AXE

LOOKS = [(360, "light"), (1280, "dark"), (1280, "light"), (360, "dark")]
BOTH = LOOKS[:2]  # each width and each scheme once
# What a language that is read from the right changes of a page: its direction, and Bootstrap's styles.
TURNED = """() => new Promise((resolve) => {
  document.documentElement.dir = "rtl";
  const styles = document.querySelector('link[href*="bootstrap.min.css"]');
  styles.onload = resolve;
  styles.href = "/static/vendor/bootstrap.rtl.min.css";
})"""
# The rows of a list in which two chips of one line do not begin at one height, and how many rows have several chips.
UNEVEN = """() => {
  const rows = [...document.querySelectorAll(".at-topics > li")].map((row) => {
    const tops = [...row.querySelectorAll(".at-title ~ .at-chip")].map((chip) => chip.getBoundingClientRect().top);
    const apart = tops.flatMap((one) => tops.map((other) => Math.abs(one - other)));
    return {several: tops.length > 1, uneven: apart.some((far) => far > 0.5 && far < 12), text: row.innerText};
  });
  return {several: rows.filter((row) => row.several).length, uneven: rows.filter((row) => row.uneven)};
}"""
KEY = 2  # of each one's pages, those that are wholly looked at in all four ways


@pytest.mark.browser
@pytest.mark.parametrize("who", ["visitor", "ingrid", "priya", "henning"])
def test_every_page_fits_shuts_nobody_out_and_complains_of_nothing(browser, places, signed_in, who):
    wrong = {}
    with browser.window(None if who == "visitor" else signed_in(who)) as window:
        for number, path in enumerate(places[who]):
            window.complaints.clear()
            window.look(*LOOKS[0]).open(path)
            for look in LOOKS if number < KEY else BOTH:
                faults = window.look(*look).faults()
                if path == "/nowhere":
                    faults = [fault for fault in faults if "404" not in fault]
                if faults:
                    wrong[path, look] = faults
    assert wrong == {}


@pytest.mark.browser
@pytest.mark.parametrize("who", ["visitor", "ingrid", "priya", "henning"])
def test_every_page_fits_from_right_to_left_too(browser, places, signed_in, who):
    wrong = {}
    with browser.window(None if who == "visitor" else signed_in(who), width=360) as window:
        for path in places[who]:
            window.open(path).page.evaluate(TURNED)
            if wide := window.too_wide():
                wrong[path] = wide
    assert wrong == {}


@pytest.mark.browser
def test_chips_with_and_without_an_icon_stand_at_one_height(browser):
    with browser.window(None, width=1280) as window:
        told = window.open("/ideas").page.evaluate(UNEVEN)
    assert told["several"] and told["uneven"] == []


def test_the_checks_are_those_that_were_vendored():
    digest, name = (AXE.parent / "CHECKSUMS.sha256").read_text().split()
    assert (name, hashlib.sha256(AXE.read_bytes()).hexdigest()) == (AXE.name, digest)
