"""The cases of the gateway's routes about points, and who has most of them."""

from leaks.cases import Case
from leaks.people import FORUMS
from leaks.routes_common import form

RECOGNITION_PAGES = (
    Case(
        "/leaderboard",
        (
            "/leaderboard?category={forum}",
            *(f"/leaderboard?when={when}" for when in ("month", "last", "all")),
            *(f"/leaderboard?when=all&audience={audience}" for audience in ("a1", "a2", "a3", "a99")),
        ),
        shows=FORUMS,
    ),
    Case("/contests"),
    Case("/contests/<contest_id>", ("/contests/<never>",)),
    Case("/contests/new", desk=True),
    Case("/contests/<contest_id>/edit", ("/contests/<never>/edit",), desk=True),
    form("/contests/new", "/contests/new", "category_id={forum}&title=T&body=B&kinds=voted", desk=True),
    form("/contests/<contest_id>/edit", "/contests/<never>/edit", "version=1", desk=True),
    Case(
        "/staff/reach/<kind>/<thing_id>",
        ("/staff/reach/contest/<never>", "/staff/reach/reward/<never>"),
        desk=True,
    ),
    Case("/staff/recognition", desk=True),
    form("/staff/recognition/rules", "/staff/recognition/rules", "version=1&pair_cap=x", desk=True),
    form("/staff/recognition/boards", "/staff/recognition/boards", "audiences=nowhere", desk=True),
    form("/staff/recognition/levels", "/staff/recognition/levels", "version=1&lost_days=x", desk=True),
    form("/leaderboard/listed", "/leaderboard/listed", "on=1", desk=True),
    form("/topics/<topic_id>/readers", "/topics/{topic}/readers", "writing=1"),
    form("/topics/new/similar", "/topics/new/similar", "step=shown", desk=True),
    Case("/staff/searches/asking", desk=True),
    form("/readers/named", "/readers/named", "on=1", desk=True),
)
