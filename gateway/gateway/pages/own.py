"""One's own page: a block from every service, each of which can be away alone."""

from gateway.pages.bookmarks import permitted_bookmarks
from gateway.pages.notifications import told
from gateway.panels import Made, Panel, page
from gateway.upstream import community, factors, organisations, rewards
from gateway.upstream import messages as letters
from gateway.visit import visit

ROWS = 4  # of each list; the rest is behind a link


@page("/me", "own.html", by="member")
def own():
    """Who one is and for whom one acts, messages, what one wrote and follows, what one saved, and first steps."""
    who = visit().who
    return {
        "account": {name: who.shown[name] for name in ("id", "name", "kind", "roles")} | {"email": who.email},
        "belonging": Panel(organisations.page, None),
        "factors": Panel(factors.factors),
        "messages": Panel(told, None),
        "letters": None if who.viewing else Panel(letters.conversations, None),  # nobody reads them for somebody
        "redeeming": Panel(rewards.every),
        "written": Panel(community.person, who.shown["id"]),
        "followed": Panel(community.following),
        "saved": Panel(permitted_bookmarks, None, None),
        "rows": ROWS,
        "steps": Made(_steps),
    }


def _steps(values):
    """What is worth doing once, by whether it is done: none as soon as all is, or where a service did not say."""
    factors, written, followed, saved = (values[name] for name in ("factors", "written", "followed", "saved"))
    if None in (factors, written, followed, saved):
        return []
    done = {
        "follow": any(followed[kind] for kind in ("categories", "tags", "items")),
        "save": bool(saved["items"]),
        "write": any(written["counts"][kind] for kind in ("topics", "replies")),
        "factor": bool(factors["totp"] or factors["passkeys"]),
    }
    return [] if all(done.values()) else list(done.items())
