import re

from .reading import ids, missing

BLOCKS = ["messages", "written", "followed", "saved", "belonging"]


def blocks(page):
    """The parts of the page that have a heading of their own, by their names."""
    return re.findall(r'<section aria-labelledby="([a-z]+)"', page.text)


def test_ones_own_page_has_a_block_from_every_service(visitor, ana):
    (article,), (topic,) = ids(visitor.get("/articles"), "articles"), ids(visitor.get("/topics"), "topics")
    assert visitor.get("/me").headers["Location"] == "/signin?next=/me"
    ana.post(f"/articles/{article}/save", {"on": "1"})
    ana.post(f"/topics/{topic}/follow", {"on": "1"})
    page = ana.get("/me")
    assert [one for one in blocks(page) if one != "steps"] == BLOCKS and missing(page) == set()
    assert ids(page, "articles") == [article] and topic in ids(page, "topics")
    ana.post(f"/articles/{article}/save", {"on": "0"})
    ana.post(f"/topics/{topic}/follow", {"on": "0"})


def test_first_steps_are_ticked_off_as_one_takes_them(visitor, ben):
    (article,) = ids(visitor.get("/articles"), "articles")
    before = ben.get("/me").text
    assert "Save what you will need again</a>" in before
    ben.post(f"/articles/{article}/save", {"on": "1"})
    after = ben.get("/me").text
    assert "Save what you will need again</span>" in after and "1 of 4 done" in after
    ben.post(f"/articles/{article}/save", {"on": "0"})
