"""The cases of the services' own routes: every route that there is has one. Those of people and of the
community have files of their own."""

from leaks.cases import Case
from leaks.people import (
    CLOSED_TOPICS,
    IN_AUDIENCES,
    IN_COMMENTS,
    IN_FILES,
    NOT_OUT,
    SHELVES,
)
from leaks.routes_comments import COMMENTS
from leaks.routes_common import COMMON, PAGES, PROBES
from leaks.routes_community import COMMUNITY
from leaks.routes_files import FILES
from leaks.routes_people import ACCOUNTS, NOTIFY
from leaks.routes_writing import WRITING

REVIEWING = (
    ("review", "{}"),
    ("review/approve", "{}"),
    ("review/remarks", '{"body": "B"}'),
    ("review/return", '{"reason": "R"}'),
)
FIRST_ARTICLES = ("article:own", "article:inner", "article:moved", "article:reshelved")  # among the newest six
SAVED = '{"saved": true}'
HELPED = '{"helpful": true}'
SEARCHES = (
    "?q=calibration",
    "?q=calibration&sort=newest",
    "?q=calibration&kind=article&kind=faq&language=it&language=en",
    "?q=calibration&category={shelf}",
    "?q=turbidity&category={forum}&solved=yes",
    "?q=storm&product={product}",
    "?q=gauge+spindle",
    "?q=calibration+turbidity&sort=newest",
    "?q={word}",
    "?q={misspelt}",
    "?q=",
)

KNOWLEDGE = (
    *PROBES,
    *COMMON,
    Case(f"{PAGES}/home", shows=(*FIRST_ARTICLES, "shelf:closed")),
    Case(
        f"{PAGES}/articles",
        (f"{PAGES}/articles", f"{PAGES}/articles?category={{shelf}}", f"{PAGES}/articles?genre=faq"),
        shows=(*IN_AUDIENCES, *SHELVES),
    ),
    Case(
        f"{PAGES}/article/<article_id>",
        (f"{PAGES}/article/{{article}}",),
        shows=(*IN_AUDIENCES, *IN_FILES, *IN_COMMENTS[:-1]),
    ),
    *FILES,
    Case(f"{PAGES}/article/<article_id>/moved", (f"{PAGES}/article/{{article}}/moved",)),
    Case(
        f"{PAGES}/search",
        tuple(f"{PAGES}/search{query}" for query in SEARCHES),
        found=True,
        of_others=True,
        shows=(*IN_AUDIENCES, *IN_FILES, *CLOSED_TOPICS),
    ),
    Case(
        f"{PAGES}/suggestions",
        (f"{PAGES}/suggestions?q={{title}}",),
        found=True,
        of_others=True,
        shows=(*IN_AUDIENCES, *IN_FILES, *CLOSED_TOPICS),
    ),
    Case(f"{PAGES}/sitemap"),
    Case(f"{PAGES}/feed", (f"{PAGES}/feed", f"{PAGES}/feed?genre=faq", f"{PAGES}/feed?category={{shelf}}")),
    Case(f"{PAGES}/staff/article-new", desk=True, shows=SHELVES, by="keeper"),
    Case(
        f"{PAGES}/staff/article/<article_id>",
        (f"{PAGES}/staff/article/{{article}}",),
        desk=True,
        shows=(*IN_AUDIENCES, *NOT_OUT),
        by="keeper",
    ),
    Case(
        f"{PAGES}/staff/article/<article_id>/review",
        (f"{PAGES}/staff/article/{{article}}/review",),
        desk=True,
        shows=("article:draft",),
        by="keeper",
    ),
    Case(
        f"{PAGES}/staff/upkeep",
        (f"{PAGES}/staff/upkeep", *(f"{PAGES}/staff/upkeep?which={which}" for which in ("due", "unhelpful"))),
        desk=True,
    ),
    # What was searched is shown to those who write, and of what was opened what they may read (see knowledge's tests).
    Case(f"{PAGES}/staff/searches", (f"{PAGES}/staff/searches?which=unopened",), desk=True),
    Case(f"{PAGES}/staff/searches/<audience_id>", (f"{PAGES}/staff/searches/a1",), desk=True),
    Case(f"{PAGES}/staff/search", (f"{PAGES}/staff/search?q={{article_word}}",), desk=True, sparse=True),
    Case(f"{PAGES}/staff/search-rules", desk=True),
    Case(f"{PAGES}/staff/search-preview", desk=True),
    Case(
        f"{PAGES}/staff/search-why",
        tuple(f"{PAGES}/staff/search-why?q=calibration&kind={kind}&id={{{kind}}}" for kind in ("article", "file")),
        shows=("article:own", "article:staff"),
        by="keeper",
    ),
    Case("/v1/import/searches", method="POST", body='{"items": []}', desk=True),
    Case("/v1/search-rules/draft", method="PUT", writes=True, desk=True, body='{"synonyms": [], "pins": []}'),
    Case("/v1/search-rules/publish", method="POST", writes=True, desk=True, body="{}"),
    Case("/v1/search-rules/bring-back", method="POST", writes=True, desk=True, body='{"number": 9}'),
    Case(
        "/internal/v1/searches/opened",
        method="POST",
        body='{"text": "x", "kind": "article", "thing_id": "{article}", "position": 1}',
        writes=True,
        sparse=True,
    ),
    Case(
        f"{PAGES}/staff/article/<article_id>/votes",
        (f"{PAGES}/staff/article/{{article}}/votes",),
        desk=True,
        shows=NOT_OUT,
        by="keeper",
    ),
    Case(f"{PAGES}/saved", of_others=True, shows=("article:own", "topic:own", "shelf:closed")),
    Case("/v1/articles/<article_id>/saved", ("/v1/articles/{article}/saved",), method="PUT", writes=True, body=SAVED),
    Case(
        "/v1/categories/<category_id>/saved", ("/v1/categories/{shelf}/saved",), method="PUT", writes=True, body=SAVED
    ),
    Case(f"{PAGES}/topics/<topic_id>/saved", (f"{PAGES}/topics/{{topic}}/saved",), of_others=True),
    Case("/v1/topics/<topic_id>/saved", ("/v1/topics/{topic}/saved",), method="PUT", writes=True, body=SAVED),
    Case("/v1/articles/<article_id>/vote", ("/v1/articles/{article}/vote",), method="PUT", writes=True, body=HELPED),
    Case(
        "/internal/v1/articles/<article_id>/votes",
        ("/internal/v1/articles/{article}/votes",),
        method="POST",
        writes=True,
        body=HELPED,
    ),
    Case(f"{PAGES}/staff/uses/<audience_id>", (f"{PAGES}/staff/uses/a1", f"{PAGES}/staff/uses/a99"), desk=True),
    Case(
        "/v1/articles/<article_id>/upkeep",
        ("/v1/articles/{article}/upkeep",),
        method="PUT",
        writes=True,
        desk=True,
        body='{"owner_id": "x"}',
    ),
    Case(
        "/v1/articles/<article_id>/pinned",
        ("/v1/articles/{article}/pinned",),
        method="PUT",
        writes=True,
        desk=True,
        body='{"pinned": true}',
    ),
    Case(f"{PAGES}/staff/reviews", desk=True, shows=("article:draft",), by="keeper"),
    Case(
        f"{PAGES}/staff/article/<article_id>/revisions",
        (f"{PAGES}/staff/article/{{article}}/revisions",),
        desk=True,
        shows=NOT_OUT,
        by="keeper",
    ),
    Case(
        f"{PAGES}/staff/article/<article_id>/difference",
        (f"{PAGES}/staff/article/{{article}}/difference?older=1&newer=1",),
        desk=True,
        shows=("article:draft",),
        by="keeper",
    ),
    Case(
        f"{PAGES}/staff/articles",
        (
            f"{PAGES}/staff/articles",
            *(f"{PAGES}/staff/articles?state={state}" for state in ("draft", "scheduled", "published", "withdrawn")),
        ),
        desk=True,
        shows=(*IN_AUDIENCES, *NOT_OUT),
        by="keeper",
    ),
    Case(f"{PAGES}/staff/categories", desk=True, shows=SHELVES, by="keeper"),
    Case(
        "/internal/v1/visible",
        method="POST",
        body='{"things": [{"kind": "article", "id": "{article}"}]}',
        shows=IN_AUDIENCES,
    ),
    Case(
        "/internal/v1/names",
        method="POST",
        body='{"ids": ["{article}"]}',
        desk=True,
        shows=(*IN_AUDIENCES, *NOT_OUT),
        by="keeper",
    ),
    *WRITING,
    *COMMENTS,
    Case("/v1/articles", ("/v1/articles", "/v1/articles?category={shelf}&genre=faq"), shows=IN_AUDIENCES),
    Case("/v1/articles/<article_id>", ("/v1/articles/{article}",), shows=IN_AUDIENCES),
    Case("/v1/categories", shows=SHELVES),
    Case(
        "/v1/search",
        ("/v1/search?q={article_word}", *(f"/v1/search{query}" for query in SEARCHES[:4])),
        found=True,
        shows=(*IN_AUDIENCES, *IN_FILES),
    ),
    Case("/v1/suggestions", ("/v1/suggestions?q={title}",), found=True, shows=(*IN_AUDIENCES, *IN_FILES)),
    Case("/v1/articles", method="POST", writes=True, desk=True, body='{"title": "T", "category_id": "{shelf}"}'),
    Case("/v1/articles/<article_id>", ("/v1/articles/{article}",), method="PATCH", writes=True, desk=True, body="{}"),
    *(
        Case(
            f"/v1/articles/<article_id>/{act}",
            (f"/v1/articles/{{article}}/{act}",),
            method="POST",
            writes=True,
            desk=True,
            body=body,
        )
        for act, body in (
            ("publish", "{}"),
            ("withdraw", ""),
            ("restore", '{"number": 1}'),
            ("merge", '{"into": "<never>"}'),
            *REVIEWING,
        )
    ),
    Case("/v1/categories", method="POST", writes=True, desk=True, body='{"name": "N", "parent_id": "{shelf}"}'),
    Case(
        "/v1/categories/<category_id>", ("/v1/categories/{shelf}",), method="PATCH", writes=True, desk=True, body="{}"
    ),
    Case("/v1/import/articles", method="POST", writes=True, body='{"items": []}'),
    Case("/v1/import/categories", method="POST", writes=True, body='{"items": []}'),
)

SERVICES = {"accounts": ACCOUNTS, "knowledge": KNOWLEDGE, "community": COMMUNITY, "notify": NOTIFY}
