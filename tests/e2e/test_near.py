"""How far it is from the start page to what a visitor came for."""

import re

ARTICLE = re.compile(r"/(articles/[0-9a-f-]{36})")
MOST = 3  # links


def reached(visitor, links):
    """The articles that so many links lead to from the start page, as a visitor."""
    found, seen, edge = set(), set(), {"/"}
    for _ in range(links):
        ways = {way.partition("#")[0] for path in edge - seen for way in visitor.open(path).html.links()}
        seen |= edge
        found |= {match[1] for way in ways if (match := ARTICLE.fullmatch(way[:46]))}
        edge = {way for way in ways if way.startswith("/articles")}
    return found


def test_every_article_that_everybody_may_read_is_within_three_links_of_the_start_page(visitor):
    published = {match[1] for match in ARTICLE.finditer(visitor.open("/sitemap.xml").answer.text)}
    assert len(published) > 50
    assert published - reached(visitor, MOST) == set()
