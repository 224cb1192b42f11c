"""The cases of the gateway's own routes: pages, fragments, forms, and what programs fetch."""

from leaks.cases import Case
from leaks.people import CLOSED_REPLIES, CLOSED_TOPICS, FORUMS, IN_AUDIENCES, IN_FILES, NOT_OUT, SHELVES
from leaks.routes import FIRST_ARTICLES
from leaks.routes_community import LATEST_TOPICS, OF_A_WORD

TRIED_OUT = "the mailbox of a portal that is tried out holds everybody's mail, and there is none in production"
FILE_AT_DESK = "/staff/articles/<article:own>/files/{file}"
ONES_OWN = "it names nothing, and is about one's own sessions alone"

PAGE_SEARCHES = (  # knowledge is asked by itself for everything
    "{page_word}",
    "calibration",
    "calibration&sort=newest&category=<shelf:closed>&category=<shelf:guides>",
    "turbidity&category=<forum:closed>&category=<forum:devices>",
    "storm&product=product-article:own",
    "gauge+spindle",
)

READ = (
    Case("/", shows=(*FIRST_ARTICLES, "shelf:closed")),
    Case(
        "/articles",
        ("/articles", "/articles?category={shelf}", "/articles?genre=article"),
        shows=(*IN_AUDIENCES, *SHELVES),
    ),
    Case("/articles/<article_id>", ("/articles/{article}",), shows=(*IN_AUDIENCES, *IN_FILES)),
    Case("/files/<file_id>", ("/files/{file}", "/files/{file}?download"), shows=IN_FILES),
    Case("/files/<file_id>/preview", ("/files/{file}/preview", "/files/{file}/preview?page=2"), shows=IN_FILES),
    Case(
        "/search",
        tuple(f"/search?q={query}" for query in PAGE_SEARCHES),
        found=True,
        of_others=True,
        shows=(*IN_AUDIENCES, *CLOSED_TOPICS, *IN_FILES[::3]),
    ),
    Case("/search/why", ("/search/why?q=calibration&kind=topic&id={topic}",), writes=True, sparse=True),
    Case(
        "/topics",
        (
            "/topics?category={forum}",
            *(f"/topics{query}" for query in ("", "?state=open", "?state=mine", "?kind=question")),
        ),
        shows=(*CLOSED_TOPICS, *FORUMS),
    ),
    Case("/topics/<topic_id>", ("/topics/{topic}",), shows=(*CLOSED_TOPICS, *CLOSED_REPLIES)),
    Case("/topics/<topic_id>/moderate", ("/topics/{topic}/moderate",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/topics/<topic_id>/split", ("/topics/{topic}/split",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/topics/<topic_id>/promote", ("/topics/{topic}/promote",), desk=True),
    Case("/topics/<topic_id>/edit", ("/topics/{topic}/edit",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/replies/<reply_id>/edit", ("/replies/{reply}/edit",), shows=CLOSED_REPLIES, by="keeper"),
    Case("/topics/<topic_id>/history", ("/topics/{topic}/history",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/replies/<reply_id>/history", ("/replies/{reply}/history",)),
    Case("/topics/<topic_id>/report", ("/topics/{topic}/report",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/replies/<reply_id>/report", ("/replies/{reply}/report",), shows=("reply:own", "reply:two"), by="keeper"),
    Case("/topics/<topic_id>/hide", ("/topics/{topic}/hide",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/replies/<reply_id>/hide", ("/replies/{reply}/hide",), shows=CLOSED_REPLIES, by="keeper"),
    Case("/decisions/<decision_id>", ("/decisions/{decision}",), shows=("topic:hidden", "reply:hidden"), by="keeper"),
    Case("/staff/moderation", shows=("topic:mine", "reply:own", "reply:closed"), by="keeper"),
    Case("/topics/new", ("/topics/new", "/topics/new?category={forum}"), shows=FORUMS),
    Case("/people/<person_id>", ("/people/{person}", "/people/<person:asker>"), shows=("topic:own", "topic:mine")),
    Case("/following", shows=("topic:own", "topic:closed")),
    Case("/fragments/names", ("/fragments/names?typed=insider&topic={topic}",), sparse=True),
    Case("/saved", of_others=True, shows=("article:own", "topic:own")),
    Case("/notifications", of_others=True, shows=("topic:own",)),
    Case("/fragments/bell", of_others=True, shows=("topic:own",)),
    Case("/fragments/recent-topics", shows=LATEST_TOPICS),
    Case(
        "/fragments/similar",
        ("/fragments/similar?title={title}",),
        found=True,
        sparse=True,
        shows=("article:own", "article:inner", "topic:two", "topic:mine"),
    ),
    Case(
        "/fragments/suggestions",
        ("/fragments/suggestions?q={title}",),
        found=True,
        shows=(*IN_AUDIENCES, *IN_FILES, *CLOSED_TOPICS),
    ),
    Case("/sitemap.xml"),
    Case("/feeds/<any(articles, faq, news, blog):which>.atom", ("/feeds/articles.atom", "/feeds/news.atom")),
    Case("/feeds/categories/<category_id>.atom", ("/feeds/categories/{shelf}.atom",)),
    Case("/robots.txt"),
    Case("/docs"),
    Case("/openapi.json"),
    Case("/.well-known/change-password"),
    Case("/.well-known/security.txt"),
    Case("/static/<path:name>", ("/static/portal.css",)),
    Case("/account"),
    Case("/signin", ("/signin", "/signin?next=/articles/<article:own>")),
    Case("/register"),
    Case("/forgot"),
    Case("/reset", ("/reset?token=nobodys",)),
    Case("/verify", ("/verify?token=nobodys",)),
    Case("/unsubscribe/<token>", ("/unsubscribe/nobodys",)),
    Case("/dev/mail", excused=TRIED_OUT),
    Case("/dev/mail/<int:mail_id>", excused=TRIED_OUT),
    Case("/dev/mail/<int:mail_id>/html", excused=TRIED_OUT),
    Case("/livez", probe=True),
    Case("/readyz", probe=True),
    Case("/version", probe=True),
    Case("/metrics", probe=True),
    Case("/api/<service>/v1/<path:path>", excused="each route of a service is asked through it by itself"),
    Case("/api/notify/v1/messages", excused="asked as a route of notify"),
)
DESK = (
    Case("/staff", desk=True, shows=("article:draft",), by="keeper"),
    Case(
        "/staff/articles",
        ("/staff/articles", *(f"/staff/articles?state={state}" for state in ("draft", "scheduled", "withdrawn"))),
        desk=True,
        shows=(*IN_AUDIENCES, *NOT_OUT),
        by="keeper",
    ),
    Case("/staff/articles/<article_id>", ("/staff/articles/{article}",), desk=True, shows=NOT_OUT, by="keeper"),
    Case("/staff/upkeep", ("/staff/upkeep", "/staff/upkeep?which=due", "/staff/upkeep?which=unhelpful"), desk=True),
    Case("/staff/searches", ("/staff/searches", "/staff/searches?which=empty&days=90"), desk=True),
    Case("/staff/searches.csv", desk=True),
    Case("/staff/searches/rules", ("/staff/searches/rules?q={word}",), desk=True, sparse=True),
    Case("/staff/searches/preview", desk=True),
    Case("/staff/searches/one", ("/staff/searches/one?q={article_word}",), desk=True, sparse=True),
    Case("/staff/articles/<article_id>/votes", ("/staff/articles/{article}/votes",), desk=True),
    Case("/staff/reviews", desk=True, shows=("article:draft",), by="keeper"),
    Case(
        "/staff/articles/<article_id>/review",
        ("/staff/articles/{article}/review",),
        desk=True,
        shows=("article:draft",),
        by="keeper",
    ),
    Case(
        "/staff/articles/<article_id>/files",
        ("/staff/articles/{article}/files",),
        desk=True,
        shows=("file:own", "file:draft", "file:withdrawn"),
        by="keeper",
    ),
    Case("/staff/files/<version_id>", ("/staff/files/{version}",), desk=True),
    Case("/staff/articles/<article_id>/revisions", ("/staff/articles/{article}/revisions",), desk=True),
    Case(
        "/staff/articles/<article_id>/difference",
        ("/staff/articles/{article}/difference?older=1&newer=1",),
        desk=True,
        shows=("article:draft",),
        by="keeper",
    ),
    Case("/staff/articles/new", desk=True, shows=SHELVES, by="keeper"),
    Case("/staff/links", desk=True),
    Case("/staff/stock", desk=True),
    Case("/staff/stock/new", desk=True),
    Case("/staff/stock/<stock_id>", ("/staff/stock/<never>",), desk=True),
    Case("/staff/categories", desk=True, shows=(*SHELVES, *FORUMS), by="keeper"),
    Case("/staff/audiences", desk=True),
    Case("/staff/audiences/new", desk=True),
    Case("/staff/audiences/<audience_id>", ("/staff/audiences/a1?who={person}",), desk=True),
    Case("/staff/audiences/<audience_id>/edit", ("/staff/audiences/a1/edit",), desk=True),
    Case(
        "/staff/reach/<kind>/<thing_id>",
        (
            *("/staff/reach/article/{article}", "/staff/reach/topic/{topic}?who={person}"),
            *("/staff/reach/category/{shelf}", "/staff/reach/forum/{forum}"),
        ),
        desk=True,
        shows=(*IN_AUDIENCES, *CLOSED_TOPICS, *SHELVES, *FORUMS),
        by="keeper",
    ),
    Case("/staff/audit", desk=True),
    Case("/staff/audit.csv", desk=True),
    Case("/staff/people", ("/staff/people", "/staff/people?text=insider"), desk=True),
    Case("/staff/people/<user_id>", ("/staff/people/{person}",), desk=True),
    Case("/staff/parked", desk=True),
    Case("/staff/parked/<service>/<letter_id>", ("/staff/parked/notify/<never>",), desk=True),
)


def form(rule: str, address: str, body: str = "", desk: bool = False) -> Case:
    """A form that somebody sends; what it does is done by a service, which is asked by itself for everything."""
    return Case(rule, (address,), method="POST", body=body, writes=True, desk=desk, sparse=True)


FORMS = (
    form("/topics/new", "/topics/new", "category_id={forum}&title=T&body=B"),
    form("/topics/<topic_id>/replies", "/topics/{topic}/replies", "body=B"),
    form("/topics/<topic_id>/edit", "/topics/{topic}/edit", "title=T&body=B&version=1"),
    form("/articles/<article_id>/save", "/articles/{article}/save", "on=1"),
    form("/topics/<topic_id>/save", "/topics/{topic}/save", "on=1"),
    form("/articles/<article_id>/vote", "/articles/{article}/vote", "helpful=1"),
    form("/topics/<topic_id>/accept", "/topics/{topic}/accept", "reply_id=<reply:own>&version=1"),
    form("/topics/<topic_id>/accept", "/topics/<topic:0>/accept", "reply_id={reply}&version=1"),
    form("/topics/<topic_id>/follow", "/topics/{topic}/follow", "on=1"),
    form("/topics/<topic_id>/vote", "/topics/{topic}/vote", "on=1"),
    form("/replies/<reply_id>/vote", "/replies/{reply}/vote", "on=1"),
    form("/topics/<topic_id>/lock", "/topics/{topic}/lock", "on=1&version=1"),
    form("/topics/<topic_id>/pin", "/topics/{topic}/pin", "on=1&version=1"),
    form("/topics/<topic_id>/move", "/topics/{topic}/move", "category_id={forum}&version=1"),
    form("/topics/<topic_id>/merge", "/topics/{topic}/merge", "into_id=<topic:0>&version=1"),
    form("/topics/<topic_id>/split", "/topics/{topic}/split", "title=T&reply_ids=<reply:own>&version=1"),
    form("/topics/<topic_id>/promote", "/topics/{topic}/promote", "title=T&body=B&category_id=x", desk=True),
    form("/categories/<category_id>/follow", "/categories/{forum}/follow", "on=1"),
    Case("/tags/<tag>/follow", method="POST", excused=OF_A_WORD),
    form("/topics/<topic_id>/report", "/topics/{topic}/report", "reason=spam"),
    form("/replies/<reply_id>/report", "/replies/{reply}/report", "reason=spam"),
    form("/topics/<topic_id>/dismiss", "/topics/{topic}/dismiss"),
    form("/replies/<reply_id>/dismiss", "/replies/{reply}/dismiss"),
    form("/decisions/<decision_id>/appeal", "/decisions/{decision}/appeal", "text=T"),
    form("/decisions/<decision_id>/judge", "/decisions/{decision}/judge", "outcome=reversed&version=1"),
    form("/topics/<topic_id>/hide", "/topics/{topic}/hide", "version=1&reason=R"),
    form("/topics/<topic_id>/show", "/topics/{topic}/show", "version=1"),
    form("/replies/<reply_id>/edit", "/replies/{reply}/edit", "body=B&version=1"),
    form("/replies/<reply_id>/hide", "/replies/{reply}/hide", "version=1&reason=R"),
    form("/replies/<reply_id>/show", "/replies/{reply}/show", "version=1"),
    form("/account", "/account", "name="),
    form("/account/sessions/<session_id>/end", "/account/sessions/{session}/end"),
    form("/theme", "/theme", "theme=dark&back=/topics/{topic}"),
    form("/register", "/register"),
    form("/forgot", "/forgot"),
    form("/reset", "/reset", "token=nobodys&password=short"),
    form("/verify", "/verify", "token=nobodys"),
    form("/unsubscribe/<token>", "/unsubscribe/nobodys"),
    form("/staff/articles/new", "/staff/articles/new", "title=&category_id={shelf}&do=save", desk=True),
    form("/staff/articles/<article_id>", "/staff/articles/{article}", "title=T&do=save&version=1", desk=True),
    form("/staff/articles/<article_id>/files", "/staff/articles/{article}/files", desk=True),
    *(
        form(f"/staff/articles/<article_id>/files/<file_id>/{act}", f"{FILE_AT_DESK}/{act}", "version=1", desk=True)
        for act in ("replace", "remove", "restore")
    ),
    form("/staff/articles/<article_id>/merge", "/staff/articles/{article}/merge", "into=<never>&version=1", desk=True),
    form("/staff/articles/<article_id>/restore", "/staff/articles/{article}/restore", "number=1&version=1", desk=True),
    *(
        form(f"/staff/articles/<article_id>/review/{act}", f"/staff/articles/{{article}}/review/{act}", sent, desk=True)
        for act, sent in (("approve", "version=1"), ("return", "reason=R&version=1"), ("remarks", "body=B"))
    ),
    form("/staff/articles/<article_id>/upkeep", "/staff/articles/{article}/upkeep", "owner_id=x", desk=True),
    form("/staff/categories/new", "/staff/categories/new", "of=knowledge&name=N&parent_id={shelf}", desk=True),
    form("/staff/categories/<category_id>", "/staff/categories/{shelf}", "of=knowledge&name=N&version=1", desk=True),
    form("/staff/categories/<category_id>", "/staff/categories/{forum}", "of=community&name=N&version=1", desk=True),
    form("/staff/audiences/new", "/staff/audiences/new", "name=", desk=True),
    form("/staff/people/<user_id>/view", "/staff/people/<never>/view", desk=True),
    Case("/view/stop", method="POST", excused=ONES_OWN),
    form("/staff/articles/<article_id>/links", "/staff/articles/{article}/links", desk=True),
    form("/staff/stock/new", "/staff/stock/new", "kind=snippet&name=&body=B", desk=True),
    form("/staff/stock/<stock_id>", "/staff/stock/<never>", "body=B&version=1", desk=True),
    form("/staff/stock/<stock_id>/drop", "/staff/stock/<never>/drop", desk=True),
    form("/staff/articles/preview", "/staff/articles/preview", "body=B", desk=True),
    form("/topics/preview", "/topics/preview", "body=B"),
    form("/staff/audiences/preview", "/staff/audiences/preview", "word_r=all", desk=True),
    form("/staff/audiences/<audience_id>/edit", "/staff/audiences/a1/edit", "name=&do=save&version=1", desk=True),
    *(
        form(f"/staff/people/<user_id>/{what}", f"/staff/people/<person:insider>/{what}", "version=1", desk=True)
        for what in ("known", "remit", "roles", "state")
    ),
    form("/staff/audiences/<audience_id>/retire", "/staff/audiences/a1/retire", "version=1", desk=True),
    *(
        form(f"/staff/parked/<service>/<letter_id>/{act}", f"/staff/parked/notify/<never>/{act}", desk=True)
        for act in ("replay", "discard")
    ),
    *(
        form(f"/staff/searches/{act}", f"/staff/searches/{act}", sent, desk=True)
        for act, sent in (
            ("rules/synonyms/add", "words=a&means=b&version=0"),
            ("rules/synonyms/remove", "number=0&version=0"),
            ("rules/pins/add", "query=q&thing=/articles/{article}&version=0"),
            ("rules/pins/change", "query=q&id={article}&do=up&version=0"),
            ("rules/discard", "version=0"),
            ("rules/bring-back", "number=9"),
            ("publish", "version=0"),
        )
    ),
    form("/search/opened", "/search/opened", "text=x&kind=article&thing_id={article}&position=1"),
    Case("/notifications/read", method="POST", body="until=<never>", of_others=True),
    Case("/live/ticket", method="POST", body="x=1"),
    Case("/signout", method="POST", excused=ONES_OWN),
    Case("/account/sessions/end-others", method="POST", excused=ONES_OWN),
    Case("/signin", method="POST", excused="it asks for nothing but a session"),
    Case("/api/accounts/v1/sessions", method="POST", excused="it asks for nothing but a session"),
    Case("/api/accounts/v1/sessions", method="DELETE", excused=ONES_OWN),
)
GATEWAY = (*READ, *DESK, *FORMS)
