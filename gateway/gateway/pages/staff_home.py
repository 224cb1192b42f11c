"""Where staff begins the day: what each role does most, and what waits for it."""

from gateway.pages.staff_parked import SERVICES
from gateway.pages.staff_upkeep import others_alone
from gateway.panels import Made, Panel, page
from gateway.upstream import comments, community, knowledge, organisations, profiles, rewards
from gateway.upstream.dead_letters import dead_letters
from gateway.visit import visit
from gateway.words import N_, _

MOST_TASKS, LATELY = 5, 7
MOST_WAITING = 100  # redemptions that community lists
LEFT_ALONE = "/staff/organisations?without=left"
UNFOUND = f"/staff/searches?which=empty&days={LATELY}"
WRITE = (N_("Write an article"), "/staff/articles/new", "edit")
REVIEW = (N_("Review articles"), "/staff/reviews", "check-circle")
UPKEEP = (N_("Look after articles"), "/staff/upkeep", "clock")
ANSWER = (N_("Answer topics"), "/topics?state=open", "reply")
JUDGE = (N_("Decide about reports"), "/staff/moderation", "flag")
PEOPLE = (N_("People and roles"), "/staff/people", "users")
AUDIENCES = (N_("Audiences"), "/staff/audiences", "rules")
ARTICLES = (N_("All articles"), "/staff/articles", "article")
DRAFTS = (N_("Drafts"), "/staff/articles?state=draft", "article")
CATEGORIES = (N_("Categories"), "/staff/categories", "tag")
TASKS = {  # of each role, most important first
    "author": (WRITE, DRAFTS, REVIEW, UPKEEP, ANSWER),
    "reviewer": (REVIEW, ARTICLES, ANSWER, CATEGORIES, AUDIENCES),
    "moderator": (JUDGE, ANSWER, CATEGORIES, AUDIENCES, ARTICLES),
    "administrator": (PEOPLE, AUDIENCES, (N_("What was done"), "/staff/audit", "list"), UPKEEP, CATEGORIES),
}
OF_ALL = (ANSWER, ARTICLES, CATEGORIES, AUDIENCES, (N_("Latest topics"), "/topics", "topic"))


def tasks_of(roles):
    """The top tasks of somebody with these roles: the first of each role, then the second of each, and so on."""
    mine = [TASKS[role] for role in TASKS if role in roles] or [OF_ALL]
    in_turn = [tasks[place] for place in range(MOST_TASKS) for tasks in mine]
    return list(dict.fromkeys(in_turn))[:MOST_TASKS]


@page("/staff", "staff_home.html", by="staff")
def staff_home():
    """Tasks and queues of the viewer's roles; what a service does not tell is a gap of its own."""
    roles = visit().who.viewer.roles
    writes, administers = bool({"author", "administrator"} & roles), "administrator" in roles
    moderates = "moderator" in roles
    parked = SERVICES if administers else ()
    others = {name: panel for name, panel in others_alone(roles).items() if panel}
    return {
        "tasks": tasks_of(roles),
        "writes": writes,
        "drafts": Panel(knowledge.staff_articles, "draft"),
        "reviews": Panel(knowledge.reviews, None) if writes or "reviewer" in roles else None,
        "open_topics": Panel(community.topics, None, "open"),
        "ownerless": Panel(knowledge.upkeep, "ownerless", None) if writes else None,
        **others,
        "alone": Made(lambda values: _alone(values, writes, others)),
        "due": Panel(knowledge.upkeep, "due", None) if writes else None,
        "unfound": Panel(knowledge.searches, "empty", LATELY, None) if writes else None,
        "flagged": Panel(community.flagged) if moderates else None,
        "appeals": Panel(community.appeals) if moderates else None,
        "comment_appeals": Panel(comments.appeals) if moderates else None,
        "held": Panel(community.held) if moderates else None,
        "wishes": Panel(profiles.queue) if administers else None,
        "left": Panel(organisations.organisations, {"without": "left"}) if administers else None,
        "redemptions": Panel(_redemptions) if administers or moderates else None,
        **{f"parked_{service}": Panel(dead_letters, service) for service in parked},
        "queues": Made(lambda values: _queues(values, roles, parked)),
    }


def _redemptions(caller):
    """What waits to be fulfilled."""
    waiting = rewards.redemptions(caller)["waiting"]
    return {"items": waiting, "more": len(waiting) >= MOST_WAITING}


def _queues(values, roles, parked):
    """What waits: its name, its page, how many (None where nobody says), and what there is to know."""
    writes, moderates = bool({"author", "administrator"} & roles), "moderator" in roles
    administers = "administrator" in roles
    wanted = [
        (writes or "reviewer" in roles, "reviews", N_("Articles to review"), "/staff/reviews", "knowledge"),
        (moderates, "flagged", N_("Reported posts"), "/staff/moderation", "community"),
        (moderates, "held", N_("Posts that wait to be shown"), "/staff/moderation#held", "community"),
        (moderates, "appeals", N_("Appeals"), "/staff/moderation", "community"),
        (moderates, "comment_appeals", N_("Appeals about comments"), "/staff/moderation", "knowledge"),
        (administers, "wishes", N_("Changes of profiles to approve"), "/staff/profiles", "accounts"),
        (administers, "left", N_("Organisations without an administrator"), LEFT_ALONE, "accounts"),
        (administers or moderates, "redemptions", N_("Redemptions to settle"), "/staff/redemptions", "community"),
        (writes or moderates, "alone", N_("What needs an owner"), "/staff/upkeep", "knowledge"),
        (writes, "due", N_("Articles to look at again"), "/staff/upkeep?which=due", "knowledge"),
        (writes, "unfound", N_("Searches that found nothing"), UNFOUND, "knowledge"),
        (True, "open_topics", N_("Questions without an answer"), "/topics?state=open", "community"),
    ]
    queues = [
        {"name": _(word), "href": href, "of": service, **_counted(values[name])}
        for mine, name, word, href, service in wanted
        if mine
    ]
    for service in parked:
        box = values[f"parked_{service}"]
        if box is None or box["count"]:
            told = {"count": box and box["count"], "more": False}
            queues.append(
                {
                    "name": _("Parked events of %(service)s", service=service),
                    "href": "/staff/parked",
                    "of": service,
                    **told,
                }
            )
    return queues


def _alone(values, writes, others):
    """All that has no owner as one list; there may be more of what a service does not tell."""
    articles, rest = values["ownerless"], [values[name] for name in others]
    if writes and articles is None:
        return None
    mine = articles or {"items": [], "categories": [], "next": None}
    told = [one for answer in rest for one in answer or ()]
    return {"items": mine["items"] + mine["categories"] + told, "next": mine["next"] or None in rest}


def _counted(answer):
    if answer is None:
        return {"count": None, "more": False}
    return {"count": len(answer["items"]), "more": bool(answer.get("next") or answer.get("more"))}
