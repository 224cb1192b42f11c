"""What the gateway asks of knowledge."""

from collections.abc import Mapping
from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "knowledge"
PAGES = "/internal/v1/pages"
OWN = ("article", "file")  # of what is found, what needs nobody else's word
GENRES = ("article", "faq", "news", "blog")


def home(caller: Caller) -> Any:
    """The start page's part: {categories, latest}."""
    return caller.read(SERVICE, f"{PAGES}/home")


def articles(caller: Caller, category: str | None, genre: str | None, cursor: str | None) -> Any:
    """A page of a category's articles, of one genre or all: {category, children, items, next}."""
    return caller.read(SERVICE, f"{PAGES}/articles", {"category": category, "genre": genre, "cursor": cursor})


def article(caller: Caller, article_id: str, cursor: str | None = None) -> Any:
    """One article: {article, comments, translations, instead_of, siblings, mine, can}."""
    return caller.read(SERVICE, f"{PAGES}/article/{quoted(article_id)}", {"cursor": cursor})


def file_page(caller: Caller, file_id: str, number: int) -> Any:
    """A page of a file's text: {file, article, trail, page, pages}."""
    return caller.read(SERVICE, f"{PAGES}/file/{quoted(file_id)}", {"page": number})


def moved(caller: Caller, article_id: str) -> Any:
    """The article that took the place of one which is not there any more: {to, title}."""
    return caller.read(SERVICE, f"{PAGES}/article/{quoted(article_id)}/moved")


def search(caller: Caller, query: Mapping[str, Any]) -> Any:
    """What was found: {query, total, hits, facets, next}. Others' things among the hits need their owner's word."""
    return caller.read(SERVICE, f"{PAGES}/search", query)


def suggestions(caller: Caller, text: str) -> Any:
    """Titles that go with `text`: {suggestions}. Others' things among them need their owner's word."""
    return caller.read(SERVICE, f"{PAGES}/suggestions", {"q": text})


def visible(caller: Caller, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of these articles that the viewer may read now, and of these notices that are for the viewer."""
    return caller.ask(SERVICE, "/internal/v1/visible", {"things": things})["visible"]  # type: ignore[no-any-return]


def names(caller: Caller, article_ids: list[str]) -> list[dict[str, Any]]:
    """What those of these articles are called that are for the viewer, in any state: [{id, title}]."""
    return caller.ask(SERVICE, "/internal/v1/names", {"ids": article_ids})["visible"]  # type: ignore[no-any-return]


def sitemap(caller: Caller, cursor: str | None = None) -> Any:
    """Every article that everyone may read: {items: [{id, updated_at}]}."""
    return caller.read(SERVICE, f"{PAGES}/sitemap", {"cursor": cursor})


def feed(caller: Caller, category: str | None, genre: str | None) -> Any:
    """The newest that everyone may read, with their texts: {name, items}."""
    return caller.read(SERVICE, f"{PAGES}/feed", {"category": category, "genre": genre})


def staff_articles(caller: Caller, state: str | None, cursor: str | None = None) -> Any:
    """Articles in any state: {items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/articles", {"state": state, "cursor": cursor})


def staff_article(caller: Caller, article_id: str) -> Any:
    """An article to be changed: {article, categories}."""
    return caller.read(SERVICE, f"{PAGES}/staff/article/{quoted(article_id)}")


def new_article(caller: Caller, translation_of: str | None = None, language: str | None = None) -> Any:
    """A blank one, perhaps to translate another into a language: {article, original, categories}."""
    begun = {"translation_of": translation_of, "language": language}
    return caller.read(SERVICE, f"{PAGES}/staff/article-new", begun)


def revisions(caller: Caller, article_id: str, cursor: str | None) -> Any:
    """What an article said before: {article, items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/article/{quoted(article_id)}/revisions", {"cursor": cursor})


def difference(caller: Caller, article_id: str, older: int, newer: int) -> Any:
    """Two revisions side by side: {article, older, newer, parts}."""
    asked = {"older": older, "newer": newer}
    return caller.read(SERVICE, f"{PAGES}/staff/article/{quoted(article_id)}/difference", asked)


def reviews(caller: Caller, cursor: str | None) -> Any:
    """What waits for a review: {items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/reviews", {"cursor": cursor})


def review(caller: Caller, article_id: str) -> Any:
    """An article's newest review: {article, is_out, out_at, review, parts, remarks, can}."""
    return caller.read(SERVICE, f"{PAGES}/staff/article/{quoted(article_id)}/review")


def upkeep(caller: Caller, which: str | None, cursor: str | None) -> Any:
    """Articles to be looked after, `ownerless`, `due` or `unhelpful`: {items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/upkeep", {"which": which, "cursor": cursor})


def searches(caller: Caller, which: str, days: int, cursor: str | None, whole: bool = False) -> Any:
    """What was searched, `asked` most, `empty` or `unopened`: {items, next}."""
    asked = {"which": which, "days": days, "cursor": cursor, "whole": "true" if whole else None}
    return caller.read(SERVICE, f"{PAGES}/staff/searches", asked)


def searches_of(caller: Caller, audience_id: str, days: int) -> Any:
    """What those in an audience searched together: {asked, empty, least}."""
    return caller.read(SERVICE, f"{PAGES}/staff/searches/{quoted(audience_id)}", {"days": days})


def one_search(caller: Caller, text: str, days: int) -> Any:
    """One search, and what was opened from it: {query, asked, empty, found, opened, things}."""
    return caller.read(SERVICE, f"{PAGES}/staff/search", {"q": text, "days": days})


def note_opened(caller: Caller, body: dict[str, Any]) -> None:
    """Count that somebody opened a thing from the results of a search: {text, kind, thing_id, position}."""
    caller.act(SERVICE, "/internal/v1/searches/opened", body)


def search_rules(caller: Caller, cursor: str | None) -> Any:
    """Synonyms and pins: {draft, live, changed, added, removed}, and what was published: {items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/search-rules", {"cursor": cursor})


def search_preview(caller: Caller) -> Any:
    """The searches that the draft changes: {looked_at, items}. Topics among what they find need their owner's word."""
    return caller.read(SERVICE, f"{PAGES}/staff/search-preview")


def search_why(caller: Caller, query: Mapping[str, Any]) -> Any:
    """Why a thing stands where it does: {title, matches, absent, boosts, pinned}. A topic needs its owner's word."""
    return caller.read(SERVICE, f"{PAGES}/staff/search-why", query)


def write_search_rules(caller: Caller, body: dict[str, Any], version: str) -> None:
    """Write the draft of {synonyms, pins} anew."""
    caller.change(SERVICE, "/v1/search-rules/draft", body, version, "PUT")


def publish_search_rules(caller: Caller, body: dict[str, Any], version: str) -> None:
    """Let the draft count, with a {note}."""
    caller.change(SERVICE, "/v1/search-rules/publish", body, version, "POST")


def bring_search_rules_back(caller: Caller, body: dict[str, Any]) -> None:
    """Let the rules count again that were published under {number}, with a {note}."""
    caller.act(SERVICE, "/v1/search-rules/bring-back", body)


def votes(caller: Caller, article_id: str, cursor: str | None) -> Any:
    """What readers say of an article: {article, helpful, unhelpful, reasons, items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/article/{quoted(article_id)}/votes", {"cursor": cursor})


def staff_categories(caller: Caller) -> Any:
    """The tree as it is edited: {categories}."""
    return caller.read(SERVICE, f"{PAGES}/staff/categories")


def uses(caller: Caller, audience_id: str) -> Any:
    """How many articles demand an audience themselves: {count}."""
    return caller.read(SERVICE, f"{PAGES}/staff/uses/{quoted(audience_id)}")


def preview(caller: Caller, body: str) -> Any:
    """A text as its readers would have it: {html}."""
    return caller.ask(SERVICE, "/internal/v1/preview", {"body": body})


def remit(caller: Caller, person_id: str) -> Any:
    """Where somebody edits, and where somebody could: {chosen, categories}."""
    return caller.read(SERVICE, f"{PAGES}/staff/remit/{quoted(person_id)}")


def give_remit(caller: Caller, person_id: str, categories: list[str]) -> None:
    """Let somebody edit in these categories; without any: everywhere."""
    caller.act(SERVICE, f"/v1/remits/{quoted(person_id)}", {"categories": categories}, "PUT")


def create_article(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Begin a draft; the article."""
    return caller.create(SERVICE, "/v1/articles", body, key)


def change_article(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> Any:
    """Save changes; the article."""
    return caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}", body, version)


def publish_article(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> Any:
    """Publish with these last changes; the article."""
    return caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/publish", body, version, "POST")


def withdraw_article(caller: Caller, article_id: str, version: str) -> Any:
    """Take an article back; the article."""
    return caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/withdraw", None, version, "POST")


def merge_article(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> None:
    """Withdraw an article in favour of {into}, to which its address leads from now on."""
    caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/merge", body, version, "POST")


def restore_revision(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> None:
    """Give an article the words of revision {number} again."""
    caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/restore", body, version, "POST")


def ask_for_review(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> None:
    """Save these last changes, and ask that the article come out so."""
    caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/review", body, version, "POST")


def approve_review(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> None:
    """Let the article come out, with a {remark}."""
    caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/review/approve", body, version, "POST")


def send_back_review(caller: Caller, article_id: str, body: dict[str, Any], version: str) -> None:
    """Send the article back with a {reason}."""
    caller.change(SERVICE, f"/v1/articles/{quoted(article_id)}/review/return", body, version, "POST")


def remark_on_review(caller: Caller, article_id: str, body: dict[str, Any], key: str) -> None:
    """Say {body} about what waits."""
    caller.create(SERVICE, f"/v1/articles/{quoted(article_id)}/review/remarks", body, key)


def set_upkeep(caller: Caller, article_id: str, body: dict[str, Any]) -> None:
    """Give an article its {owner_id, deputy_id, due_on}."""
    caller.act(SERVICE, f"/v1/articles/{quoted(article_id)}/upkeep", body, "PUT")


def pin_article(caller: Caller, article_id: str, body: dict[str, Any]) -> None:
    """Let an article stand first in its category's list, or no more: {pinned, place, until}."""
    caller.act(SERVICE, f"/v1/articles/{quoted(article_id)}/pinned", body, "PUT")


def saved(caller: Caller, kind: str | None, cursor: str | None) -> Any:
    """What the viewer saved, articles, topics or both: {items, next}. Topics need their owner's word."""
    return caller.read(SERVICE, f"{PAGES}/saved", {"kind": kind, "cursor": cursor})


def save_article(caller: Caller, article_id: str, saved: bool) -> None:
    """Save an article, or forget it."""
    caller.act(SERVICE, f"/v1/articles/{quoted(article_id)}/saved", {"saved": saved}, "PUT")


def topic_saved(caller: Caller, topic_id: str) -> Any:
    """Whether the viewer saved a topic: {saved}."""
    return caller.read(SERVICE, f"/internal/v1/pages/topics/{quoted(topic_id)}/saved")


def save_topic(caller: Caller, topic_id: str, saved: bool) -> None:
    """Save a topic, or forget it."""
    caller.act(SERVICE, f"/v1/topics/{quoted(topic_id)}/saved", {"saved": saved}, "PUT")


def save_category(caller: Caller, category_id: str, saved: bool) -> None:
    """Save a category, or forget it."""
    caller.act(SERVICE, f"/v1/categories/{quoted(category_id)}/saved", {"saved": saved}, "PUT")


def vote(caller: Caller, article_id: str, body: dict[str, Any]) -> None:
    """Say whether an article helped: {helpful, reason, text}, and the {browser} of a visitor."""
    caller.act(SERVICE, f"/internal/v1/articles/{quoted(article_id)}/votes", body)


def create_category(caller: Caller, body: dict[str, Any], key: str) -> None:
    """Add a category from {name, description, parent_id, audiences}."""
    caller.create(SERVICE, "/v1/categories", body, key)


def change_category(caller: Caller, category_id: str, body: dict[str, Any], version: str) -> None:
    """Change a category's {name, description, audiences}."""
    caller.change(SERVICE, f"/v1/categories/{quoted(category_id)}", body, version)
