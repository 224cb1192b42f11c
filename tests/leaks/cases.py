"""What a case of the leak test is, and the questions that follow from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from leaks.people import ARTICLES, COMMENTS, DECIDED, FILES, FORUMS, INTERNAL_NOTES, REPLIES, SHELVES, TOPICS
from leaks.words import misspelt, words_of

Key = tuple[str, str, str]
NAMED = re.compile(r"<([a-z-]+:[a-z0-9-]+|never)>")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Case:
    """One route: the addresses that are asked, with placeholders, and a `body` for what is no GET.

    `shows` are things that somebody inside (`by`) sees here, or this test could not fail. A route that `writes` is
    asked for closed things alone. The `desk` is where editors and moderators work on what they may not read; they are
    not asked there. What is `found` by relevance has no order. What comes `of_others` is what another service told,
    and is as old as its last event. A `probe` tells numbers, and only must not tell a word or an id. A case that is
    `excused` asks nothing, and says why. A `sparse` one takes every third of the closed things, since another case
    asks the same for all of them.
    """

    rule: str
    asks: tuple[str, ...] = ()
    method: str = "GET"
    body: str = ""
    shows: tuple[str, ...] = ()
    by: str = "insider"
    writes: bool = False
    desk: bool = False
    found: bool = False
    of_others: bool = False
    probe: bool = False
    excused: str = ""
    sparse: bool = False


@dataclass(frozen=True)
class Ask:
    """One question. Where its address or body speaks of a thing, it has the name in angle brackets."""

    case: Case
    path: str
    body: str
    names: tuple[str, ...]

    def key(self, known: frozenset[str]) -> Key:
        """What its answer is kept under in a portal where these things are `known`."""
        path, body = self.path, self.body
        for name in self.names:
            if name not in known:
                path, body = path.replace(f"<{name}>", "<never>"), body.replace(f"<{name}>", "<never>")
        return self.case.method, path, body


OPEN = {
    "article": ("article:0", "article:1"),
    "file": ("file:0",),
    "version": (),
    "topic": ("topic:0", "topic:2", "topic:fresh"),
    "reply": ("reply:0-0", "reply:2-1"),
    "comment": ("comment:0",),
    "shelf": ("shelf:guides", "shelf:basics"),
    "forum": ("forum:questions", "forum:devices"),
    "person": ("person:insider", "person:outsider"),
    "decision": (),
    "internal": (),
    "session": (),
}
HIDDEN = {
    "article": ARTICLES,
    "file": FILES,
    "version": tuple(f"version-of-{name}" for name in FILES),
    "topic": TOPICS,
    "reply": REPLIES,
    "comment": COMMENTS,
    "shelf": SHELVES,
    "forum": FORUMS,
    "person": (),
    "decision": DECIDED,
    "internal": INTERNAL_NOTES,
    "session": ("session:insider",),
}


def own_words(name: str) -> list[str]:
    """The words that stand in this thing alone."""
    title, body, place = words_of(name)
    if name in (*SHELVES, *FORUMS):
        return [place]
    return [body] if name in (*REPLIES, *COMMENTS) else [title, body]


TITLES = [own_words(name)[0] for name in (*ARTICLES, *TOPICS, *FILES)]
WORDS = {
    "word": [word for name in (*ARTICLES, *FILES, *SHELVES, *TOPICS, *REPLIES, *FORUMS) for word in own_words(name)],
    "article_word": [word for name in (*ARTICLES, *FILES) for word in own_words(name)],
    "page_word": [
        *(word for name in (*TOPICS, *REPLIES, *FORUMS) for word in own_words(name)),
        *(own_words(name)[0] for name in (*ARTICLES[::3], *SHELVES)),
        *(word for name in FILES[::3] for word in own_words(name)),
    ],
    "title": [*TITLES, TITLES[0][:7], TITLES[-1][:7], misspelt(TITLES[0]), own_words("article:0")[0][:7]],
    "misspelt": [misspelt(word) for word in TITLES[::4]],
    "product": ["heron-500", "product-article:own", "product-topic:own", "product-never"],
}


def questions(case: Case) -> Iterator[Ask]:
    """All that a case asks: its placeholders filled with open things, closed ones, and one that never was."""
    for template in () if case.excused else case.asks or (case.rule,):
        kinds = list(dict.fromkeys(PLACEHOLDER.findall(template + case.body)))
        choices = [_choices(case, kind) for kind in kinds]
        for chosen in product(*choices):
            path, body = template, case.body
            for kind, value in zip(kinds, chosen, strict=True):
                path, body = path.replace(f"{{{kind}}}", value), body.replace(f"{{{kind}}}", value)
            yield Ask(case, path, body, tuple(dict.fromkeys(NAMED.findall(path + body))))


def _choices(case: Case, kind: str) -> list[str]:
    step = 3 if case.sparse else 1
    if kind in WORDS:
        return WORDS[kind][::step]
    there = () if case.writes else OPEN[kind]
    return [f"<{name}>" for name in (*there, *HIDDEN[kind][::step], "never")]
