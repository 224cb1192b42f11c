"""What people write becomes HTML, once, when it is written: safe to put into a page as it is.

CommonMark with tables, strikethrough and bare addresses as links. Raw HTML is text. A quote that begins
with a bold `Note`, `Tip`, `Warning` or `Danger` is a callout. Images become links, since pages load nothing
from elsewhere.
"""

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portalkit.markdown_names import link_names

ICONS = "/static/icons.svg"
CODE_LETTERS = 20_000  # longer code is shown without colours,
COLOURING = 0.1  # and so is what would take more seconds of computing a text: some lexers can be made to take minutes
LANGUAGE = re.compile(r"^[a-z0-9+#._-]{1,30}$")
CALLOUTS = {  # first word → modifier of the class, icon
    "note": ("", "info"),
    "hinweis": ("", "info"),
    "tip": (" at-callout--ok", "check-circle"),
    "tipp": (" at-callout--ok", "check-circle"),
    "warning": (" at-callout--warn", "warn"),
    "warnung": (" at-callout--warn", "warn"),
    "danger": (" at-callout--bad", "warn"),
    "gefahr": (" at-callout--bad", "warn"),
}
COLOURS = (
    ("Comment", "c"),
    ("Keyword", "k"),
    ("Name.Tag", "k"),
    ("Literal.String", "s"),
    ("Literal.Number", "n"),
)
ALIGNED = {"text-align:center": "text-center", "text-align:right": "text-end"}

TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "span",
        "div",
    ),
    *("em", "strong", "b", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "code": {"class"},
    "span": {"class"},
    "div": {"class", "role"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
OPENED = re.compile(r'<div class="(at-callout(?: at-callout--[a-z]+)?)" role="note">')
ICON_OF = {f"at-callout{modifier}": icon for modifier, icon in CALLOUTS.values()}


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a table of contents."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """One text in the three forms that are kept: for pages, for the contents list, for search and mail.

    `named` are the names that became links.
    """

    html: str
    toc: tuple[Heading, ...] = field(default=())
    text: str = ""
    named: tuple[str, ...] = field(default=())


def render(text: str, anchors: bool = True, names: Mapping[str, str] | None = None) -> Rendered:
    """Render Markdown. `anchors=False` gives headings no ids, for texts that stand together on a page.

    `names` are addresses by name: where a text says `@name`, outside of code and links, that leads there.
    """
    tokens = _markdown().parse(text.replace("\x00", ""))
    toc = _name_headings(tokens, anchors)
    _make_callouts(tokens)
    words = "\n".join(_plain(tokens))
    named = link_names(tokens, names) if names else ()
    html = _markdown().renderer.render(tokens, _markdown().options, {"colouring": COLOURING})
    return Rendered(_finish(_clean(html)), tuple(toc), words, tuple(named))


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": 20})
    made.enable(["table", "strikethrough", "linkify"])
    assert made.linkify is not None
    made.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # `final.zip` is a file, not a site
    rules = made.renderer.rules  # type: ignore[attr-defined]
    rules["fence"] = _fence
    rules["image"] = _image
    rules["callout_open"] = _callout
    rules["callout_close"] = lambda *_: "</div></div>\n"
    return made


def _name_headings(tokens: Sequence[Token], anchors: bool) -> list[Heading]:
    """Lower the first level to the second, as a page's title is the first, and give each an id of its own."""
    toc: list[Heading] = []
    used: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            if token.type in ("th_open", "td_open"):
                _align(token)
            continue
        level = max(2, int(token.tag[1]))
        token.tag = f"h{level}"
        if token.type == "heading_open" and anchors:
            title = _words(tokens[at + 1])
            token.attrSet("id", _unused(title, used))
            if level <= 3 and title:
                toc.append(Heading(str(token.attrGet("id")), title, level))
    return toc


def _unused(title: str, used: Counter[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    # The prefix keeps a heading from taking an id of the page around it; two dashes, from taking another's number.
    base = "h-" + ("-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "section")
    used[base] += 1
    return base if used[base] == 1 else f"{base}--{used[base]}"


def _align(cell: Token) -> None:
    style = str(cell.attrs.pop("style", ""))
    if style in ALIGNED:
        cell.attrSet("class", ALIGNED[style])


def _make_callouts(tokens: list[Token]) -> None:
    """Turn the quotes that begin with a bold word of CALLOUTS into callouts."""
    for at, token in enumerate(tokens[:-3]):
        if token.type != "blockquote_open" or tokens[at + 1].type != "paragraph_open":
            continue
        inline = tokens[at + 2]
        parts = [part for part in inline.children or [] if part.type != "text" or part.content]
        if [part.type for part in parts[:3]] != ["strong_open", "text", "strong_close"]:
            continue
        word = parts[1].content.strip().rstrip(":.!")
        if word.lower() not in CALLOUTS:
            continue
        close = next(t for t in tokens[at:] if t.type == "blockquote_close" and t.level == token.level)
        token.type, close.type, token.info = "callout_open", "callout_close", word
        token.meta = {"modifier": CALLOUTS[word.lower()][0]}
        rest = parts[3:]
        while rest and rest[0].type in ("softbreak", "hardbreak"):
            rest = rest[1:]
        if rest and rest[0].type == "text":
            rest[0].content = rest[0].content.lstrip(" :")
        inline.children = rest
        if not rest:  # the word stood alone: no empty paragraph after it
            tokens[at + 1].hidden = tokens[at + 3].hidden = True


def _callout(tokens: Sequence[Token], at: int, *_: Any) -> str:
    modifier, word = tokens[at].meta["modifier"], escape(tokens[at].info)
    return f'<div class="at-callout{modifier}" role="note"><div><b>{word}</b>\n'


def _fence(tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, float]) -> str:
    words = tokens[at].info.split()
    language = words[0].lower() if words and LANGUAGE.match(words[0].lower()) else ""
    named = f' class="language-{language}"' if language else ""
    return f"<pre><code{named}>{_coloured(tokens[at].content, language, env)}</code></pre>\n"


def _coloured(code: str, language: str, env: MutableMapping[str, float]) -> str:
    if not language or len(code) > CODE_LETTERS:
        return escape(code)
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, ensurenl=False, stripnl=False)
    except ClassNotFound:
        return escape(code)
    parts, began = [], time.thread_time()  # the lexer is made: the first of its kind in a process takes a while
    for kind, value in lexer.get_tokens(code):
        if time.thread_time() - began > env["colouring"]:
            env["colouring"] = 0
            return escape(code)
        name = str(kind).removeprefix("Token.")
        colour = next((letter for prefix, letter in COLOURS if name.startswith(prefix)), "")
        parts.append(f'<span class="{colour}">{escape(value)}</span>' if colour and value.strip() else escape(value))
    env["colouring"] -= time.thread_time() - began
    return "".join(parts)


def _image(tokens: Sequence[Token], at: int, *_: Any) -> str:
    source = str(tokens[at].attrGet("src") or "")
    return f'<a href="{escape(source)}">{escape(_words(tokens[at]) or source)}</a>'


def _clean(html: str) -> str:
    """The last word on what may be in a page, whatever the renderer did."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        expected = {
            "code": LANGUAGE.match(value.removeprefix("language-")) if value.startswith("language-") else None,
            "span": value in {letter for _, letter in COLOURS},
            "div": value in ICON_OF,
        }.get(tag, value in ALIGNED.values())
        return value if expected else None
    return value


def _finish(html: str) -> str:
    """Put in what comes from us alone: a callout's icon, and a place of its own for a table to scroll in."""
    count = iter(range(1, 10_000))
    html = OPENED.sub(
        lambda found: (
            f'{found[0]}<svg class="at-icon" aria-hidden="true"><use href="{ICONS}#{ICON_OF[found[1]]}"></use></svg>'
        ),
        html,
    )
    html = re.sub(
        "<table>",
        lambda _: (
            f'<div class="at-scroll mb-4" tabindex="0" role="region" aria-label="Table {next(count)}">'
            '<table class="table">'
        ),
        html,
    )
    return html.replace("</table>", "</table></div>")


def _words(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_words(child))
    return "".join(parts).strip()


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            if words := _words(token):
                yield words
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")
