"""The pages worth looking at, by who sees them."""

import re
from collections.abc import Callable
from secrets import token_hex

from portalkit.testing import eventually
from support.person import Person


def found(visitor: Person, words: str, part: str) -> str:
    """The first path with this part that a search finds; a portal that has just been filled finds it in a moment.

    Other tests write in the same portal, so what is looked for here is named by words that only the demonstration has.
    """

    def first() -> str | None:
        return next((path for path in visitor.open(f"/search?q={words}").main.links() if part in path), None)

    return str(eventually(first, 60))


def receipt(url: str) -> str:
    """What comes behind the address of a receipt: of somebody who has just made an account and left again."""
    leaving = Person(url, f"leaving.{token_hex(3)}@newcomer.example", "seven wet herons on a jetty")
    gone = leaving.register("Lena Leaving").fill("/account/erase", "/account/erase", word="erase")
    return gone.answer.url.partition("/receipt")[2]


def places(url: str, signed_in: Callable[[str], Person]) -> dict[str, list[str]]:
    """Paths of the portal at `url`, which has the demonstration's content, by whose they are."""
    visitor = Person(url)
    article = found(visitor, "reference+electrode", "-replace-the-reference-electrode")
    topic = found(visitor, "reference+electrode", "-drift-after-replacing-the-reference-electrode")
    article_id = article.removeprefix("/articles/")[:36]  # without the words of its title
    categories = visitor.open("/articles").main.links()
    preview, german = found(visitor, "sieve", "/preview"), found(visitor, "Bezugselektrode", "/articles/")
    writer = next(path for path in visitor.open(topic).main.links() if path.startswith("/people/"))
    shelf = next(path for path in categories if path.startswith("/articles?category="))
    theirs = signed_in("ingrid").open(article).main.links()
    herself = next(path for path in signed_in("ingrid").open("/me").main.links() if path.startswith("/people/"))
    helpers = visitor.open("/leaderboard?when=all").main.links()
    helper = next(path for path in helpers if path.startswith("/people/") and path != herself)
    comment = next(path for path in theirs if path.startswith("/comments/")).removesuffix("/report")
    texts = signed_in("priya").open("/staff/stock").main.links()
    snippet = next(path for path in texts if re.fullmatch("/staff/stock/[0-9a-f-]{36}", path))
    people = signed_in("henning").open("/staff/people?text=owen").main.links()
    owen = next(path for path in people if re.fullmatch("/staff/people/[0-9a-f-]{36}", path))
    personas = signed_in("henning").open("/staff/personas").main.links()
    persona = next(path for path in personas if re.fullmatch("/staff/personas/[0-9a-f-]{36}", path))
    contests, rewards = (signed_in("priya").open(path).main.links() for path in ("/contests", "/rewards"))
    contest = next(path for path in contests if re.fullmatch("/contests/[0-9a-f-]{36}", path))
    reward = next(path for path in rewards if re.fullmatch("/rewards/[0-9a-f-]{36}", path))
    return {
        "visitor": [
            *("/", "/search?q=reference+electrode", "/search?q=nothingatall", "/articles", shelf, article, "/topics"),
            *("/leaderboard?when=all", "/leaderboard?when=last", "/ideas", "/receipt", f"/receipt{receipt(url)}"),
            *(
                topic,
                "/signin",
                "/register",
                "/forgot",
                "/reset?token=x",
                "/verify?token=x",
                "/invitation?token=x",
                "/dev/mail",
                "/docs",
            ),
            *("/nowhere", "/unsubscribe/x", "/invitation?token=x", "/search?q=sieve", preview, german, writer),
        ],
        "ingrid": [
            "/",
            topic,
            "/topics/new",
            *("/me", "/account", "/account/security", "/account/prove", "/account/profile", "/account/tokens"),
            *("/notifications", "/messages", "/rewards", helper.replace("/people/", "/messages/")),
            "/account/addresses",
            *("/account/notifications", "/account/data", "/account/erase"),
            *(contest, reward, "/leaderboard?audience=a1&when=all"),
            "/organisation",
            "/topics?state=followed",
            "/topics?tag=winter",
            "/following",
            f"{topic}/told",
            shelf,
            article,
            "/saved",
            f"{comment}/report",
        ],
        "priya": [
            *("/staff", "/staff/articles", "/staff/articles/new", f"/staff{article}", f"/staff{article}/revisions"),
            *(article, "/staff/categories", "/staff/audiences", "/staff/moderation", topic),
            *(f"{topic}/{page}" for page in ("moderate", "split", "promote", "hide", "report", "history")),
            *("/staff/searches", "/staff/searches/one?q=winter", "/staff/searches/rules?q=winter"),
            "/staff/searches/asking",
            *("/staff/searches/preview", f"/search/why?q=reference+electrode&kind=article&id={article_id}"),
            *("/staff/recognition", "/contests", "/contests/new", "/rewards/new", "/staff/redemptions"),
            *("/staff/reviews", "/staff/upkeep", "/staff/upkeep?which=unhelpful", f"/staff{article}/votes"),
            *(f"/staff{article}/files", f"/staff{german}", "/staff/stock", "/staff/links", "/staff/links/others"),
            *(f"{comment}/hide", f"{comment}/edit", f"{comment}/history"),
            *(
                "/staff/stock/new?kind=template",
                snippet,
                f"{snippet}/revisions",
                f"/staff{article}/difference?older=1&newer=3",
            ),
        ],
        "henning": [
            *("/staff/audiences/new", "/staff", "/staff/audiences/a5/edit", "/staff/audiences/a5?who=jonas"),
            *("/staff/people", "/staff/people?text=jonas", "/staff/people/import", "/staff/audit"),
            "/staff/people/holds",
            f"/staff/reach/article/{article_id}?who=jonas",
            "/staff/parked",
            "/staff/deliveries",
            "/staff/organisations",
            *("/staff/personas", persona, f"{persona}/edit"),
            "/staff/profiles",
            owen,
        ],
    }
