"""The beginning of a text, for a mail: enough to know whether to open it."""

import re

LONGEST = 600  # characters


def excerpt(text: str | None, longest: int = LONGEST) -> str | None:
    """The first words of a Markdown text as they were typed, cut at a word; None for none."""
    if text is None:
        return None
    plain = re.sub(r"\n\s*\n\s*\n+", "\n\n", text.replace("\r\n", "\n")).strip()
    if len(plain) <= longest:
        return plain
    cut = plain[:longest]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return f"{cut[: at if at > longest // 2 else longest].rstrip()} …"
