"""What the links of an article lead to within the portal, and what is wrong with one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

from portalkit.viewer import as_narrow

ARTICLE, TOPIC, FILE, CATEGORY = "article", "topic", "file", "category"
GONE, NARROWER, NO_PLACE = "gone", "narrower", "no-place"
FAULTS = (GONE, NARROWER, NO_PLACE)
BROKEN = "article-links"  # what an owner is told
HREF = re.compile(r'href="([^"]+)"')
ID = re.compile(r' id="([^"]+)"')
PATHS = re.compile(r"/(articles|topics|files)/([^/]+)(?:/preview)?/?")
WORDS = re.compile(r"(?<=^.{36})-.*", re.DOTALL)  # of a title, which may stand behind an id
KINDS = {"articles": ARTICLE, "topics": TOPIC, "files": FILE}
LONGEST, MOST = 500, 500  # characters of an address, links of an article


@dataclass(frozen=True, slots=True)
class Place:
    """A thing of the portal, perhaps a heading in it, that a link names."""

    kind: str
    id: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What stands at a place: the keys that its readers satisfy, and its headings, as far as it has some."""

    keys: tuple[str, ...]
    headings: frozenset[str] = frozenset()


def addresses(html: str) -> list[str]:
    """Where a text's links lead, each once, as far as that can be kept."""
    found = dict.fromkeys(unescape(address) for address in HREF.findall(html))
    return [address for address in found if len(address) <= LONGEST][:MOST]


def place_of(address: str, article_id: str, origin: str) -> Place | None:
    """The thing of the portal that a link in an article names; None where it leads elsewhere, or to a list."""
    if address.startswith(f"{origin}/"):
        address = address.removeprefix(origin)
    if address.startswith("#"):
        return Place(ARTICLE, article_id, unquote(address[1:]))
    if not address.startswith("/") or address.startswith("//"):
        return None
    parts = urlsplit(address)
    if parts.path in ("/articles", "/articles/"):
        wanted = parse_qs(parts.query).get("category")
        return Place(CATEGORY, wanted[0]) if wanted else None
    found = PATHS.fullmatch(parts.path)
    if found is None or found[2] == "new":
        return None
    kind = KINDS[found[1]]
    return Place(kind, WORDS.sub("", unquote(found[2])), unquote(parts.fragment) if kind == ARTICLE else "")


def fault_of(place: Place, target: Target | None, keys: Sequence[str]) -> str | None:
    """What is wrong with a link to `place` for the readers whom `keys` let in, if anything is."""
    if target is None:
        return GONE
    if not as_narrow(keys, target.keys):
        return NARROWER
    if place.heading and place.heading not in target.headings:
        return NO_PLACE
    return None


def headings(html: str) -> frozenset[str]:
    """What a link can lead to within a text."""
    return frozenset(ID.findall(html))


def said(addresses: Sequence[str]) -> str:
    """What an owner is told of links that were found to lead nowhere, or not for everybody who reads the article."""
    count = "A link leads" if len(addresses) == 1 else f"{len(addresses)} links lead"
    return f"{count} nowhere, or not for all of its readers: {', '.join(addresses)}"
