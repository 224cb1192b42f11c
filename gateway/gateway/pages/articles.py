"""The articles of a category, or all."""

from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import knowledge
from gateway.upstream.knowledge import GENRES


@page("/articles", "articles.html", cache_for_visitors=True)
def articles():
    """Newest first, below what is pinned in the category, with the categories in it; all or one genre."""
    genre = one_of("genre", *GENRES)
    given = ("category", "children", "pinned", "items", "next")
    found = Panel(knowledge.articles, asked("category"), genre, asked_cursor(), need=True, gives=given)
    return {"list": found, "genre": genre or ""}
