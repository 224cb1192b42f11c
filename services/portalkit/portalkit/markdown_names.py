"""Names in what people write: where a text says `@name`, that can lead somewhere."""

import re
from collections.abc import Mapping, Sequence

from markdown_it.token import Token

NAMED = re.compile(r"(?<![\w@/.&#+-])@([a-z0-9]+(?:-[a-z0-9]+)*)(?!\w)", re.IGNORECASE)


def names_in(text: str) -> list[str]:
    """The words that a text has after an @, in small letters, each once; some may stand in code."""
    return list(dict.fromkeys(found[1].lower() for found in NAMED.finditer(text)))


def link_names(tokens: Sequence[Token], names: Mapping[str, str]) -> list[str]:
    """Make links to `names` (addresses by name) in running text, outside of code and links; which they were."""
    used: dict[str, None] = {}
    for token in tokens:
        inside, parts = 0, []
        for child in token.children or []:
            inside += child.nesting if child.type in ("link_open", "link_close") else 0
            parts += [child] if inside or child.type != "text" else _with_links(child, names, used)
        if token.children:
            token.children = parts
    return list(used)


def _with_links(text: Token, names: Mapping[str, str], used: dict[str, None]) -> list[Token]:
    parts, done = [], 0
    for found in NAMED.finditer(text.content):
        name = found[1].lower()
        if name not in names:
            continue
        used[name] = None
        parts.append(_text(text.content[done : found.start()], text.level))
        parts.append(Token("link_open", "a", 1, attrs={"href": names[name]}, level=text.level))
        parts.append(_text(found[0], text.level + 1))
        parts.append(Token("link_close", "a", -1, level=text.level))
        done = found.end()
    return [*parts, _text(text.content[done:], text.level)]


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
