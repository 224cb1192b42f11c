"""What happens in the worlds of the leak test: people follow and are told, and open things are narrowed."""

from leaks.content import FUTURE, NOUNS, SERVICE_OF, day, hide
from leaks.people import HIDDEN_TOPICS, INTERNAL_NOTES, OUTSIDE, PEOPLE
from leaks.words import body, place, title
from leaks.world import World
from portalkit.ids import new_id

FOLLOWED = ("forum:questions", "topic:1")
CLOSED = ("forum:two", "forum:closed", "topic:own", "topic:closed")
FLAGGED = ("comment:own", "topic:mine", "reply:own", "reply:closed")


def happen(world: World) -> World:
    """People follow what they can see, others ask and reply, everybody who may know is told."""
    for who in PEOPLE:
        for name in FOLLOWED:
            follow(world, who, name)
    for name in (*CLOSED, "topic:hidden") if world.open_first else CLOSED:
        for who in PEOPLE if world.open_first else ("insider", "keeper"):
            if world.has(name) and world.has("topic:own") and name not in OUTSIDE.get(who, ()):
                follow(world, who, name)
    world.settle()
    if world.has("details:asker"):
        say(world, "asker", "details:asker")
    if world.has("reply:told"):
        reply(world, "insider", "reply:told", "topic:1")
        ask(world, "insider", "topic:hidden-open", [])
        if not world.open_first:
            hide(world, "reply:told", "topic:hidden-open")
    if world.has("topic:own"):  # whoever is not in a1 does not learn that it has a leaderboard
        boards = {"items": [{"audience": "a1", "name": place("board:a1")}]}
        world.do("keeper", "community", "PUT", "/v1/recognition/boards", boards)
    if world.has("topic:merged"):
        merge(world, "topic:merged", "topic:own")
    for name in INTERNAL_NOTES:
        if world.has(name):
            note(world, "keeper", name)
    flag(world, "answerer", "topic:1")
    flag(world, "asker", "reply:2-1", "comment:0")
    flag(world, "insider", *FLAGGED)
    ask(world, "asker", "topic:fresh", [])
    reply(world, "answerer", "reply:fresh", "topic:1")
    if world.has("topic:asked"):
        ask(world, "insider", "topic:asked", [] if world.open_first else ["a1"])
        reply(world, "keeper", "reply:in-own", "topic:own", " @outsider")
        reply(world, "keeper", "reply:in-closed", "topic:closed")
    if world.open_first:
        world.portal.settle(mail=False)  # so that what was closed meanwhile is not mailed any more
    else:
        world.settle()
    return world


def follow(world: World, who: str, name: str) -> None:
    """Somebody wants to be told of a topic or a category."""
    noun = "categories" if name.startswith("forum:") else "topics"
    world.do(who, "community", "PUT", f"/v1/{noun}/{world.ids[name]}/following", {"following": True})


def flag(world: World, who: str, *names: str) -> None:
    """Somebody tells the moderators of what is there of these things."""
    for name in names:
        if name in world.ids:
            noun = NOUNS[name.partition(":")[0]]
            world.do(
                who,
                SERVICE_OF.get(noun, "community"),
                "POST",
                f"/v1/{noun}/{world.ids[name]}/flags",
                {"reason": "other"},
            )


def ask(world: World, who: str, name: str, audiences: list[str], forum: str = "forum:questions") -> None:
    """A question, just now."""
    question = {"category_id": world.ids[forum], "title": title(name), "body": body(name), "audiences": audiences}
    world.ids[name] = world.do(who, "community", "POST", "/v1/topics", question)["id"]


def say(world: World, who: str, name: str) -> None:
    """Somebody has a job title, with an id in it by which it is found in answers."""
    world.ids[name] = new_id()
    told = {"job_title": f"{title(name)} {world.ids[name]}"}
    show(world, who, "everyone" if world.open_first else "staff", **told)


def show(world: World, who: str, eyes: str, **told: str) -> None:
    """Let these see somebody's job title."""
    world.do(who, "accounts", "PATCH", "/v1/me/profile", {**told, "visible_to": {"job_title": eyes}})


def merge(world: World, name: str, into: str) -> None:
    """A topic that was open to everybody becomes a part of another one."""
    ask(world, "insider", name, [])
    path, target = f"/v1/topics/{world.ids[name]}/merged", {"into_id": world.ids[into]}
    world.do("keeper", "community", "PUT", path, target)


def note(world: World, who: str, name: str) -> None:
    """What staff notes for itself beside a topic."""
    topic = world.ids[name.replace("internal:", "topic:")]
    noted = world.do(who, "community", "POST", f"/internal/v1/topics/{topic}/internal-notes", {"note": body(name)})
    world.ids[name] = noted["id"]


def reply(world: World, who: str, name: str, topic: str, more: str = "") -> None:
    """A reply, just now."""
    said = {"body": body(name) + more}
    answer = world.do(who, "community", "POST", f"/v1/topics/{world.ids[topic]}/replies", said)
    world.ids[name] = answer["id"]


def close(world: World) -> None:
    """Close at once all that was open first. No worker does anything."""
    ids = world.ids

    def change(method: str, service: str, path: str, **values: object) -> None:
        world.do("keeper", service, method, path, values)

    for name, audiences in (("shelf:two", ["a2"]), ("shelf:closed", ["a1"])):
        change("PATCH", "knowledge", f"/v1/categories/{ids[name]}", audiences=audiences)
    change("PATCH", "knowledge", f"/v1/categories/{ids['shelf:moved']}", parent_id=ids["shelf:closed"])
    for name, values in (
        ("article:own", {"audiences": ["a1"]}),
        ("article:both", {"audiences": ["a3"]}),
        ("article:reshelved", {"category_id": ids["shelf:closed"]}),
        ("article:scheduled", {"published_at": FUTURE}),
        ("article:expired", {"expires_at": day(90)}),
    ):
        change("PATCH", "knowledge", f"/v1/articles/{ids[name]}", **values)
    world.do("keeper", "knowledge", "POST", f"/v1/articles/{ids['article:withdrawn']}/withdraw")
    for name, audiences in (("forum:two", ["a2"]), ("forum:closed", ["a1"])):
        about = {"name": place(name), "description": f"About {place(name)}", "audiences": audiences}
        change("PATCH", "community", f"/v1/categories/{ids[name]}", **about)
    for name, audiences in (
        ("topic:own", ["a1"]),
        ("topic:mine-own", ["a1"]),
        ("topic:asked", ["a1"]),
        ("topic:two", ["a3"]),
    ):
        change("PUT", "community", f"/v1/topics/{ids[name]}/audiences", audiences=audiences)
    show(world, "asker", "staff")
    hide(world, *HIDDEN_TOPICS, "reply:hidden", "reply:told", "comment:hidden")
