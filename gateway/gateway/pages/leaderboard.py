"""Who helps others most."""

from gateway.asked import asked, one_of
from gateway.panels import Panel, page
from gateway.upstream import recognition

GIVEN = ("when", "since", "category", "categories", "audience", "audiences", "items")


@page("/leaderboard", "leaderboard.html")
def leaderboard():
    """This month, the last one or all time, in a category with all below it, of all or of an audience one is in.

    It counts what the reader may read.
    """
    which = (one_of("when", "month", "last", "all"), asked("category"), asked("audience"))
    return {"list": Panel(recognition.leaderboard, *which, need=True, gives=GIVEN)}
