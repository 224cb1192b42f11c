"""What somebody has to look after."""

from gateway.asked import asked_cursor, one_of
from gateway.panels import Made, Panel, page
from gateway.roles import KEEPERS, WRITERS
from gateway.upstream import accounts, community, knowledge
from gateway.visit import visit
from gateway.words import N_

NOTHING = {"items": [], "next": None, "categories": []}
ALONE = (  # besides articles: who tells of it and by which kind, in words, its icon, where an owner is given to it
    ("categories", None, N_("Category of articles"), "tag", "/staff/categories?open={0}#c-{0}"),
    ("forums", None, N_("Category of topics"), "topic", "/staff/categories?open={0}#c-{0}"),
    ("at_accounts", "audience", N_("Audience"), "users", "/staff/audiences/{0}/edit#keepers"),
    ("at_accounts", "persona", N_("Persona"), "user", "/staff/personas/{0}/edit#f-owner_id"),
)


@page("/staff/upkeep", "staff_upkeep.html", by="staff")
def upkeep():
    """What has no owner any more; articles whose day has come, or that did not help. Of each what one looks after."""
    which = one_of("which", "due", "unhelpful") or "ownerless"
    roles, cursor = visit().who.viewer.roles, asked_cursor()
    first = which == "ownerless" and cursor is None
    parts = {"which": which, "writes": not WRITERS.isdisjoint(roles)}
    if parts["writes"] or KEEPERS.isdisjoint(roles) or which != "ownerless":
        parts["list"] = Panel(knowledge.upkeep, which, cursor, need=True, gives=tuple(NOTHING))
    else:
        parts |= NOTHING
    return parts | others_alone(roles, first) | {"alone": Made(_alone)}


def others_alone(roles, asked=True):
    """Panels for what has no owner at the other services, where somebody with these roles could give it one."""
    return {
        "forums": Panel(community.ownerless) if asked and not KEEPERS.isdisjoint(roles) else None,
        "at_accounts": Panel(accounts.ownerless) if asked and "administrator" in roles else None,
    }


def _alone(values):
    return [
        {
            "title": one["name"],
            "href": href.format(one["id"]),
            "kind": kind,
            "icon": icon,
            "owner": one["owner"],
            "deputy": one["deputy"],
        }
        for name, which, kind, icon, href in ALONE
        for one in values[name] or ()
        if one.get("kind") == which
    ]
