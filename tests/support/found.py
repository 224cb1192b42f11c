"""What a search page lists, as somebody reads it."""

import re

from support.person import Page, Person


def hits(page: Page) -> list[tuple[str, str, list[str]]]:
    """Kind, title and the marked words of each."""
    return [
        (hit.first(of="at-kind").text, hit.first("a").text, [mark.text for mark in hit.all("mark")])
        for hit in page.html.first("ol", of="at-hits").all("li")
    ]


def finds(person: Person, words: str, path: str = "/search?q=") -> list[str]:
    """The titles that a person finds for `words`."""
    return [link.text for link in person.open(path + words.replace(" ", "+")).main.all("a", of="at-title")]


def facets(page: Page) -> dict[str, dict[str, int]]:
    """The counts beside the filters, by facet."""
    return {
        facet.first("legend").text: {
            re.sub(r" \d+$", "", value.text): int(value.first("span").text) for value in facet.all("label")
        }
        for facet in page.html.all("fieldset", of="at-facet")
    }
