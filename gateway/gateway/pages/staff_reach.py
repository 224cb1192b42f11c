"""Who can see a thing, and for administrators why somebody can or cannot."""

from gateway.addresses import topic_at
from gateway.asked import asked
from gateway.pages.staff_audiences import explained, reached
from gateway.panels import Made, Panel, page
from gateway.upstream import community, contests, knowledge, rewards
from gateway.visit import visit
from gateway.words import N_
from portalkit.errors import Missing

LONGEST_NAME = 254
OWN, CATEGORY = N_("demanded by itself"), N_("demanded by its category")
OF_ALL = N_("demanded by every reward")


@page("/staff/reach/<kind>/<thing_id>", "staff_reach.html", by="staff")
def reach(kind, thing_id):
    """What it and its category demand together, who is in all of that, and the deciding clause for one person."""
    look = DEMANDS.get(kind)
    if look is None:
        raise Missing()
    thing = look(visit().services, thing_id)
    demanded = list(thing["sources"])
    person = (asked("who", LONGEST_NAME) or "").strip()
    explains = person and visit().who.viewer.has("administrator")
    return {
        "thing": thing,
        "reach": Panel(reached, demanded),
        "told": Panel(explained, demanded, person) if explains else None,
        "why": Made(_with_sources),
        "who": person,
    }


def _with_sources(values):
    """The answer with where each audience is demanded."""
    told, sources = values["told"], values["thing"]["sources"]
    return told and told | {"demands": [one | {"source": sources[one["id"]]} for one in told["demands"]]}


def _thing(title, address, own, category):
    """What is demanded, each audience once; beside others `everyone` demands nothing."""
    sources = dict.fromkeys(category, CATEGORY) | dict.fromkeys(own, OWN)
    if len(sources) > 1:
        sources.pop("everyone", None)
    return {"title": title, "address": address, "sources": sources or {"staff": OWN}}


def _article(caller, article_id):
    view = knowledge.staff_article(caller, article_id)
    article = view["article"]
    category = next((one["audiences"] for one in view["categories"] if one["id"] == article["category_id"]), [])
    return _thing(article["title"], f"/staff/articles/{article['id']}", article["audiences"], category)


def _topic(caller, topic_id):
    view = community.demands(caller, topic_id)
    return _thing(view["title"], topic_at(topic_id, view["title"]), view["own"], view["category"]["demanded"])


def _category(owner):
    def look(caller, category_id):
        """A category with what all above it demand."""
        one, above = _in_tree(owner, caller, category_id)
        return _thing(one["name"], "/staff/categories", one["audiences"], above)

    return look


def _in_tree(owner, caller, category_id):
    """A category as its owner has it, and what all above it demand. Raises Missing."""
    found = {one["id"]: one for one in owner.staff_categories(caller)["categories"]}
    if category_id not in found:
        raise Missing()
    one = found[category_id]
    above, parent = [], found.get(one["parent_id"])
    while parent is not None:
        above += parent["audiences"]
        parent = found.get(parent["parent_id"])
    return one, above


def _contest(caller, contest_id):
    """It demands what its category does; one that goes on everywhere demands nothing."""
    contest = contests.one(caller, contest_id)["contest"]
    address = f"/contests/{contest['id']}"
    if contest["category"] is None:
        return _thing(contest["title"], address, ["everyone"], [])
    one, above = _in_tree(community, caller, contest["category"]["id"])
    return _thing(contest["title"], address, [], [*one["audiences"], *above])


def _reward(caller, reward_id):
    """Only who looks after rewards is told for whom one is; whoever it is for has to be signed in."""
    reward = rewards.one(caller, reward_id)["reward"]
    if not reward["can_change"]:
        raise Missing()
    thing = _thing(reward["title"], f"/rewards/{reward['id']}", reward["audiences"], [])
    thing["sources"].pop("everyone", None)
    thing["sources"].setdefault("members", OF_ALL)
    return thing


DEMANDS = {
    "article": _article,
    "topic": _topic,
    "category": _category(knowledge),
    "forum": _category(community),
    "contest": _contest,
    "reward": _reward,
}
