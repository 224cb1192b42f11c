"""Contests: who helps most in a time that staff set."""

from gateway.pages.own_clocks import own_clocks
from gateway.panels import Panel, page
from gateway.roles import KEEPERS, check_has_one
from gateway.upstream import contests as upstream

BLANK = {"title": "", "body": "", "starts_at": "", "ends_at": "", "kinds": ("answered", "voted", "accepted")}


@page("/contests", "contests.html")
def contests():
    """Those that go on, are to come, and were."""
    return {"list": Panel(upstream.every, need=True, gives=("items", "can_make"))} | own_clocks()


@page("/contests/new", "contest_edit.html", by="staff")
def new_contest():
    """A blank one."""
    check_has_one(KEEPERS)
    return {"list": Panel(upstream.every, need=True, gives=("categories",)), "contest": BLANK} | own_clocks()


@page("/contests/<contest_id>", "contest.html")
def contest(contest_id):
    """One with its standing."""
    return {"view": Panel(upstream.one, contest_id, need=True, gives=("contest", "items"))} | own_clocks()


@page("/contests/<contest_id>/edit", "contest_edit.html", by="staff")
def edit_contest(contest_id):
    """One that is not over, to be changed."""
    check_has_one(KEEPERS)
    return {"view": Panel(upstream.one, contest_id, need=True, gives=("contest",)), "categories": ()} | own_clocks()
