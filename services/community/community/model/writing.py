"""What holds for texts that people write here, besides what holds for all posts (portalkit.posts)."""

from portalkit.errors import Invalid

TITLE_MOST, EXCERPT_MOST = 200, 200


def clean_title(title: str) -> str:
    """The title on one line. Raises Invalid when nothing is left of it."""
    words = " ".join(title.split())
    if not words:
        raise Invalid({"title": ["Write the question in one line."]})
    return words


def excerpt(text: str) -> str:
    """The beginning of a plain text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT_MOST:
        return line
    return line[:EXCERPT_MOST].rpartition(" ")[0].rstrip(" ,.;:") + "…"
