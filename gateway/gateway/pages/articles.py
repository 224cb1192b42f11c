"""The articles of a category, or all."""

from gateway.asked import asked, asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import knowledge


@page("/articles", "articles.html", cache_for_visitors=True)
def articles():
    """Newest first, with the categories below."""
    given = ("category", "children", "items", "next")
    return {"list": Panel(knowledge.articles, asked("category"), asked_cursor(), need=True, gives=given)}
