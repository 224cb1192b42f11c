"""Turn what people write into what is kept of it, with links to those it names."""

from typing import NamedTuple

from community.model.mention import address, check_mentions, mentioned
from community.store import people
from portalkit.database import Transaction
from portalkit.markdown import render
from portalkit.markdown_names import names_in
from portalkit.posts import clean_body
from portalkit.viewer import Viewer


class Written(NamedTuple):
    """A text in the forms that are kept."""

    body: str
    html: str
    plain: str
    mentions: str


def written(
    tx: Transaction, writer: Viewer | None, author_id: str, body: str, known: str = "", anybody: bool = False
) -> Written:
    """A text by `author_id` that `writer` writes down (None: nobody in particular). Raises Invalid.

    It names those whom `writer` may meet, and those whom it named before (`known`); an import may name `anybody`.
    """
    text = clean_body(body)
    names = people.named(tx, writer, names_in(text), known.split(), anybody) if "@" in text else {}
    made = render(text, anchors=False, names={name: address(id) for name, id in names.items()})
    found = mentioned((names[name] for name in made.named), author_id)
    check_mentions(found.split())
    return Written(text, made.html, made.text, found)
