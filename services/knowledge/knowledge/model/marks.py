"""What a text says without its Markdown: for the index, whose snippets show it as it is."""

import re

# Two patterns, as each looks at few places only: one that has both takes six times as long.
LINES = re.compile(
    r"^(?:"
    r" {0,3}(?:```|~~~)[^\n]*$"  # where a block of code begins and ends
    r"|[ \t]{0,12}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ \t]+"  # headings, quotes and lists
    r"|[|: \t]*+-[|:\- \t]*+$"  # lines under the heads of tables, and rules
    r")",
    re.MULTILINE,
)
WITHIN = re.compile(
    r"(?=[!\[\]*_`~])(?:"
    r"!?\[(?=[^\]\n]{0,300}\]\()"  # links: their words stay
    r"|\]\([^)\s]{0,300}\)"
    r"|(?<![\w*_`~])(?:\*{1,3}|_{1,3}|`{1,3}|~~)(?=\S)"  # emphasis and code within a line
    r"|(?<=\S)(?:\*{1,3}|_{1,3}|`{1,3}|~~)(?![\w*_`~])"
    r")"
)


def without_marks(text: str) -> str:
    """The words of a Markdown text. A sign that marks nothing stays: `5 * 3`, `snake_case`."""
    return WITHIN.sub("", LINES.sub("", text))
