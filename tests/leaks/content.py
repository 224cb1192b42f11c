"""What stands in the worlds of the leak test: everywhere the same open things, and those closed ones that it hides."""

from datetime import UTC, datetime, timedelta
from typing import Any

from leaks.people import CIRCLES, DECIDED, IN_AUDIENCES, OUTSIDE, PASSWORD, PEOPLE, STAFFS, THINGS
from leaks.words import body, place, title
from leaks.world import World

OPEN_ARTICLES, OPEN_TOPICS = 40, 39  # with the topic that is asked at last, each list is exactly two pages
A_PAGE_OF_REPLIES = 50
FOUND = 8  # of each, by the word that also stands in the title of everything closed
NOUNS = {"topic": "topics", "reply": "replies", "comment": "comments"}
SERVICE_OF = {"comments": "knowledge"}
READ = ("topic:0", "topic:2")  # open ones of whose replies the ids are needed
LONG_AGO = datetime(2025, 1, 1, 9, tzinfo=UTC)
FUTURE = "2090-01-01T00:00:00+00:00"


def day(number: float) -> str:
    """A day of the past, as times are written."""
    return (LONG_AGO + timedelta(days=number)).isoformat()


def fill(world: World) -> World:
    """Put everything in, and let every worker know of it."""
    add_people(world)
    add_shelves(world)
    add_articles(world)
    add_forums(world)
    add_topics(world)
    world.settle()
    pin_some(world)
    save_some(world)
    for who in (*OUTSIDE, *(["insider"] if world.has("session:insider") else [])):
        if who in PEOPLE:
            world.session(who)
    return world


def pin_some(world: World) -> None:
    """Let what is closed stand first where it lies, with what is not."""
    for name in ("article:own", "article:withdrawn", "article:0", "article:both", "article:inner"):
        if world.has(name):
            path = f"/v1/articles/{world.ids[name]}/pinned"
            answer = world.portal.call("knowledge", "PUT", path, world.viewer("keeper"), {"pinned": True})
            assert answer.status_code == 200, answer.get_data(as_text=True)


def save_some(world: World) -> None:
    """Let everybody save what they may read just now; what is closed later is in their lists no more."""
    for who in PEOPLE:
        for name in ("article:0", "article:own", "topic:0", "topic:own", "shelf:guides", "shelf:closed", "shelf:moved"):
            if world.has(name):
                kind = {"article": "articles", "topic": "topics", "shelf": "categories"}[name.split(":")[0]]
                path = f"/v1/{kind}/{world.ids[name]}/saved"
                world.portal.call("knowledge", "PUT", path, world.viewer(who), {"saved": True})


def add(world: World, service: str, noun: str, name: str, item: dict[str, Any]) -> None:
    """Import one thing, by itself: ids of one millisecond have no order, and lists would have none."""
    if world.has(name):
        world.ids |= world.portal.imports(service, noun, [{"external_id": name, **item}])


def asks(world: World, *audiences: str) -> list[str]:
    """What a closed thing demands when it is imported."""
    return ["everyone"] if world.open_first else list(audiences)


def add_people(world: World) -> None:
    """The audiences, and everybody."""
    rules = [
        {"external_id": id, "name": place(id), "description": "", "rule": {"products": [circle]}}
        for id, circle in CIRCLES.items()
    ]
    assert world.portal.imports("accounts", "audiences", rules) == {id: id for id in CIRCLES}
    people = [
        {
            "external_id": f"person:{name}",
            "name": name.capitalize(),
            "email": f"{name}@people.example",
            "kind": person.kind,
            "roles": sorted(person.roles),
            "attributes": {"products": [CIRCLES[id] for id in person.circles]},
            "password": PASSWORD,
        }
        for name, person in PEOPLE.items()
    ]
    world.ids |= world.portal.imports("accounts", "users", people)


def add_shelves(world: World) -> None:
    """Knowledge's categories."""
    for name, parent, audiences in (
        ("shelf:guides", None, ["everyone"]),
        ("shelf:basics", "shelf:guides", ["everyone"]),
        ("shelf:closed", None, asks(world, "a1")),
        ("shelf:inner", "shelf:closed", ["everyone"]),
        ("shelf:two", "shelf:guides", asks(world, "a2")),
        ("shelf:moved", None if world.open_first else "shelf:closed", ["everyone"]),
    ):
        add_place(world, "knowledge", name, parent, audiences)


def add_forums(world: World) -> None:
    """Community's categories."""
    for name, parent, audiences in (
        ("forum:questions", None, ["everyone"]),
        ("forum:devices", "forum:questions", ["everyone"]),
        ("forum:closed", None, asks(world, "a1")),
        ("forum:inner", "forum:closed", ["everyone"]),
        ("forum:two", "forum:questions", asks(world, "a2")),
    ):
        add_place(world, "community", name, parent, audiences)


def add_place(world: World, service: str, name: str, parent: str | None, audiences: list[str]) -> None:
    """A category of a service."""
    about = {"name": place(name), "description": f"About {place(name)}"}
    add(world, service, "categories", name, about | {"parent": parent, "audiences": audiences})


def add_articles(world: World) -> None:
    """Forty articles for everybody, and among them those that are not; the last of these are the newest of all."""
    for number in range(OPEN_ARTICLES):
        add_article(world, f"article:{number}", "shelf:basics" if number % 3 else "shelf:guides", ["everyone"], number)
    closed = "shelf:guides" if world.open_first else "shelf:closed"
    later = {} if world.open_first else {"published_at": FUTURE}
    over = {} if world.open_first else {"expires_at": day(90)}
    for name, shelf, audiences, number, more in (
        (STAFFS, "shelf:guides", [], 2.5, {}),
        ("article:both", "shelf:two", asks(world, "a3"), 10.5, {}),
        ("article:closed", "shelf:closed", ["everyone"], 14.5, {}),
        ("article:inner", "shelf:inner", ["everyone"], 41, {}),
        ("article:scheduled", "shelf:guides", ["everyone"], 42, later),
        ("article:expired", "shelf:guides", ["everyone"], 43, over),
        ("article:withdrawn", "shelf:guides", ["everyone"], 44, {}),
        ("article:moved", "shelf:moved", ["everyone"], 45, {}),
        ("article:reshelved", closed, ["everyone"], 46, {}),
        ("article:own", "shelf:guides", asks(world, "a1"), 47, {}),
    ):
        add_article(world, name, shelf, audiences, number, **more)
    if world.has("article:draft"):
        draft = {"title": title("article:draft"), "summary": "A summary.", "body": body("article:draft")}
        draft |= {"category_id": world.ids["shelf:guides"], "audiences": ["everyone"]}
        world.ids["article:draft"] = world.do("keeper", "knowledge", "POST", "/v1/articles", draft)["id"]
        asked = f"/v1/articles/{world.ids['article:draft']}/review"
        world.do("keeper", "knowledge", "POST", asked, {"note": "Look at it"})
        attach(world, "article:draft")
    if world.has("article:withdrawn") and not world.open_first:
        world.do("keeper", "knowledge", "POST", f"/v1/articles/{world.ids['article:withdrawn']}/withdraw")


def add_article(world: World, name: str, shelf: str, audiences: list[str], number: float, **more: Any) -> None:
    """An article. In open ones "gauge" and "spindle" stand far apart, so that a snippet has to choose."""
    far = "The gauge." if name in THINGS else f"The gauge. {'Pump, valve and hose. ' * 20} The spindle."
    text = f"## Steps\n\n{body(name)}\n\n{far}"
    item = {
        "title": titled(name, number),
        "summary": "What to do about it.",
        "body": text,
        "category": shelf,
        "audiences": audiences,
        "product": produced(name, number, "heron-500"),
        "language": "it" if name in THINGS else "en",
        "genre": "faq" if name in THINGS else "article",
        "author_id": world.ids["person:keeper"],
        "published_at": day(number),
        "updated_at": day(number),
    }
    add(world, "knowledge", "articles", name, item | more)
    if name in ("article:0", *IN_AUDIENCES, STAFFS):
        add_comment(world, name.replace("article:", "comment:"), name, number)
    if name == "article:0":
        add_comment(world, "comment:hidden", name, number + 1)
    if world.has(name) and (name in THINGS or name == "article:0"):
        attach(world, name)


def add_comment(world: World, name: str, article: str, number: float) -> None:
    """What somebody says under an article."""
    said = {"author_id": world.ids["person:answerer"], "written_at": day(number), "body": body(name)}
    add(world, "knowledge", "comments", name, {"article": article} | said)


def attach(world: World, article: str) -> None:
    """A file of an article: its name and its text have words of its own."""
    name, id = article.replace("article:", "file:"), world.ids[article]
    path = f"/internal/v1/articles/{id}/files?name={title(name)}.txt"
    made = world.portal.upload("knowledge", path, world.viewer("keeper"), f"{body(name)}\f{body(name)}".encode())
    listed = world.do("keeper", "knowledge", "GET", f"/internal/v1/pages/staff/article/{id}/files")
    world.ids |= {name: made["id"], f"version-of-{name}": listed["files"][0]["versions"][0]["id"]}


def titled(name: str, number: float) -> str:
    """The title of a thing; few open ones are found by the word that stands in the title of every closed one."""
    return title(name) if name in THINGS or number < FOUND else title(name, "Maintenance")


def produced(name: str, number: float, product: str) -> str | None:
    """The product that a thing is about; each closed one has its own."""
    return f"product-{name}" if name in THINGS else product if number < FOUND else None


def add_topics(world: World) -> None:
    """Thirty-nine topics for everybody, and among them those that are not."""
    for number in range(OPEN_TOPICS):
        replies = [f"reply:{number}-{each}" for each in range(number % 3 or (A_PAGE_OF_REPLIES if not number else 0))]
        hidden = ["reply:hidden"] if not number and world.has("reply:hidden") else []
        forum = "forum:devices" if number % 4 == 1 else "forum:questions"
        accepted = replies[0] if number % 3 == 2 else None
        add_topic(world, f"topic:{number}", forum, [], number, "asker", replies + hidden, accepted)
    own = asks(world, "a1")
    for name, forum, audiences, number, author, reply, solved in (
        ("topic:own", "forum:questions", own, 2.5, "insider", "reply:own", False),
        ("topic:two", "forum:two", asks(world, "a3"), 10.5, "insider", "reply:two", True),
        ("topic:closed", "forum:closed", [], 14.5, "insider", "reply:closed", False),
        ("topic:inner", "forum:inner", [], 18.5, "insider", "reply:inner", True),
        ("topic:mine", "forum:closed", [], 6.5, "outsider", None, False),
        ("topic:mine-own", "forum:questions", own, 41, "outsider", "reply:mine", True),
        ("topic:hidden", "forum:questions", [], 3.5, "asker", "reply:of-hidden", True),
        ("topic:hidden-too", "forum:questions", [], 43, "insider", "reply:of-hidden-too", False),
    ):
        replies = [reply] if reply else []
        add_topic(world, name, forum, audiences, number, author, replies, reply if solved else None)
    if not world.open_first:
        hide(world, "comment:hidden", "topic:hidden", "topic:hidden-too", "reply:hidden")


def add_topic(
    world: World,
    name: str,
    forum: str,
    audiences: list[str],
    number: float,
    author: str,
    replies: list[str],
    accepted: str | None,
) -> None:
    """A topic with its replies."""
    if not world.has(name):
        return
    answers = [
        {
            "external_id": reply,
            "author_id": world.ids["person:answerer"],
            "written_at": day(number + (each + 1) / 100),
            "body": body(reply),
        }
        for each, reply in enumerate(replies)
    ]
    item = {
        "title": titled(name, number),
        "category": forum,
        "audiences": audiences,
        "product": produced(name, number, "tern-20"),
        "tags": ["gauge", name.replace(":", "-")] if name in THINGS else ["gauge"] if number < FOUND else [],
        "author_id": world.ids[f"person:{author}"],
        "asked_at": day(number),
        "body": body(name),
        "accepted": accepted,
        "replies": answers,
    }
    add(world, "community", "topics", name, item)
    if name in THINGS or name in READ:
        world.ids |= zip(replies, ids_of_replies(world, name), strict=True)


def ids_of_replies(world: World, topic: str) -> list[str]:
    """The ids of a topic's replies, hidden ones too."""
    path = further = f"/v1/topics/{world.ids[topic]}/replies"
    found: list[str] = []
    while further:
        page = world.do("keeper", "community", "GET", further)
        found += [reply["id"] for reply in page["items"]]
        further = page["next"] and f"{path}?cursor={page['next']}"
    return found


def hide(world: World, *names: str) -> None:
    """Have a moderator take things out of sight."""
    for name in names:
        if world.has(name):
            noun = NOUNS[name.partition(":")[0]]
            reason = {"hidden": True, "reason": "Not for here."}
            world.do("keeper", SERVICE_OF.get(noun, "community"), "PUT", f"/v1/{noun}/{world.ids[name]}/hidden", reason)
            appeal(world, name)


def appeal(world: World, name: str) -> None:
    """Have the writer of what was hidden ask for a second look."""
    kind, _, rest = name.partition(":")
    decision = f"decision:{kind}-{rest}"
    if decision in DECIDED:
        service = SERVICE_OF.get(NOUNS[kind], "community")
        view = world.do("keeper", service, "GET", f"/internal/v1/pages/{kind}/{world.ids[name]}")
        id = world.ids[decision] = view[kind]["decision_id"]
        who = "asker" if kind == "topic" else "answerer"
        world.do(who, service, "POST", f"/v1/decisions/{id}/appeal", {"text": "Why?"})
