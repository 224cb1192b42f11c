"""Who may do what: every operation of every service, with what is sent. An operation without a row fails."""

from typing import Any

from security.row import Row
from security.rows_exchange import exchange
from security.rows_factors import factors
from security.rows_notify import notify
from security.rows_people import people
from security.scene import MEMBERS, STAFF

ANYONE, MEMBER, OF_STAFF = ("visitor", *MEMBERS), MEMBERS, tuple(STAFF)
OTHERS, GATEWAY, ADMINISTRATORS = tuple(name for name in MEMBERS if name != "owner"), ("gateway",), ("administrator",)
EDITORS, KEEPERS = ("editor", "administrator"), ("moderator", "administrator")
REVIEWERS = ("reviewer", "administrator")
DESK = (*EDITORS, "reviewer")
PAGES = "/internal/v1/pages"
SOME_DAY = "2026-01-01T00:00:00Z"


def imported(**item: Any) -> dict[str, Any]:
    """The body of an import."""
    return {"items": [{"external_id": "x", "name": "X", "audiences": ["everyone"]} | item]}


TOPIC = {"title": "T", "body": "B"}
ARTICLE = {"title": "T", "body": "B", "category_id": "<category>", "audiences": ["everyone"]}
DATES = {"author_id": "x", "published_at": SOME_DAY, "updated_at": SOME_DAY}
IMPORTED_ARTICLE = {"external_id": "x", "title": "X", "summary": "", "body": "X", "category": "open"} | DATES
IMPORTED_TOPIC = {"external_id": "x", "category": "open", "author_id": "x", "asked_at": SOME_DAY} | TOPIC
IMPORTED_COMMENT = {"external_id": "x", "article": "nowhere", "author_id": "x", "written_at": SOME_DAY, "body": "B"}
PERSON = {"external_id": "x", "name": "X", "email": "x@people.example", "kind": "customer"}
LINE = {"email": "x@people.example", "name": "X", "kind": "customer"}
SIGN_IN = {"email": "x@people.example", "password": "x", "device": "x", "ip": "192.0.2.9"}
REGISTER = {"email": "y@people.example", "password": "wet herons on seven jetties", "name": "Y"}
RULE = {"name": "R", "rule": {"kind": ["staff"]}}
SEARCHED = {"day": "2026-01-01", "query": "x", "asked": 1, "empty": 1, "found": 0}
OPENED = {"text": "x", "kind": "article", "thing_id": "x", "position": 1}
BROWSER = {"browser": "0" * 32}

COMMON = {  # the same in every service
    "GET /internal/v1/dead-letters": Row(ADMINISTRATORS),
    "GET /internal/v1/dead-letters/{letter_id}": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    "POST /internal/v1/dead-letters/{letter_id}/replay": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    "POST /internal/v1/dead-letters/{letter_id}/discard": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    "GET /internal/v1/held": Row(MEMBER),
    "GET /internal/v1/exports/{export_id}": Row(("owner",), others=404),
}
ACCOUNTS = {
    **COMMON,
    "POST /internal/v1/addresses": Row(GATEWAY, {"token": "x"}, (409,)),
    "POST /internal/v1/links/look": Row(GATEWAY, {"token": "x"}),
    "POST /internal/v1/password-resets": Row(GATEWAY, {"email": "x@people.example"}),
    "POST /internal/v1/passwords": Row(GATEWAY, {"token": "x", "password": "wet herons on seven jetties"}, (409,)),
    "POST /internal/v1/registrations": Row(GATEWAY, REGISTER),
    "POST /internal/v1/sessions": Row(GATEWAY, SIGN_IN, (422,)),
    "POST /internal/v1/sign-out": Row(GATEWAY, {"session": "x"}),
    "POST /internal/v1/verifications": Row(GATEWAY, {"token": "x"}, (409,)),
    "POST /internal/v1/whoami": Row(GATEWAY, {"session": "x"}),
    "POST /internal/v1/audiences/preview": Row(ADMINISTRATORS, {"rule": RULE["rule"]}),
    "POST /internal/v1/audiences/reach": Row(OF_STAFF, {"audiences": ["members"]}),
    "POST /internal/v1/audiences/why": Row(ADMINISTRATORS, {"audiences": ["members"], "person": "x"}),
    "POST /internal/v1/people/look": Row(ADMINISTRATORS, {"items": [LINE]}),
    "POST /internal/v1/people/import": Row(ADMINISTRATORS, {"items": [LINE], "import_id": "x", "last": True}),
    "POST /internal/v1/views": Row(ADMINISTRATORS, {"user_id": "x"}, (404,)),
    "POST /internal/v1/views/audience": Row(ADMINISTRATORS, {"audience_id": "x"}, (404,)),
    "POST /internal/v1/views/stop": Row(GATEWAY, {"session": "x"}),
    f"GET {PAGES}/staff/audit": Row(ADMINISTRATORS),
    f"GET {PAGES}/staff/person/{{user_id}}": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    f"GET {PAGES}/sessions": Row(MEMBER),
    f"GET {PAGES}/staff/audiences": Row(OF_STAFF),
    f"GET {PAGES}/staff/keepers": Row(OF_STAFF),
    f"GET {PAGES}/staff/ownerless": Row(ADMINISTRATORS),
    "GET /v1/audiences": Row(OF_STAFF),
    "POST /v1/audiences": Row(("administrator",), RULE),
    "GET /v1/audiences/{audience_id}": Row(OF_STAFF, reaches=OF_STAFF),
    "PATCH /v1/audiences/{audience_id}": Row(("administrator",), {"name": "R"}, reaches=("administrator",)),
    "POST /v1/audiences/{audience_id}/retire": Row(("administrator",), None, (200, 409), reaches=("administrator",)),
    "GET /v1/audit": Row(("administrator",)),
    "POST /v1/import/audiences": Row(("importer",), {"items": [{"external_id": "x", **RULE}]}),
    "POST /v1/import/users": Row(("importer",), {"items": [PERSON]}),
    "GET /v1/me": Row(MEMBER),
    "PATCH /v1/me": Row(MEMBER, {"name": "N"}),
    "POST /internal/v1/receipts/look": Row(GATEWAY, {"receipt": "x"}, (404,)),
    "GET /v1/me/claims": Row(MEMBER),
    "POST /v1/me/exports": Row(MEMBER, {"password": "not it"}, (422,)),
    "POST /v1/me/erasure": Row(MEMBER, {"password": "not it"}, (422,)),
    "POST /v1/me/language": Row(MEMBER, {"locale": "de"}),
    "GET /v1/me/address": Row(MEMBER),
    "POST /v1/me/address": Row(MEMBER, {"email": "x@people.example", "password": "not it"}, (422,)),
    "DELETE /v1/me/address": Row(MEMBER),
    "GET /v1/me/sessions": Row(MEMBER),
    "POST /internal/v1/sign-ins": Row(GATEWAY, SIGN_IN, (422,)),
    "POST /internal/v1/sign-ins/finish": Row(GATEWAY, {"ticket": "x", "code": "0"}, (409,)),
    **factors(Row),
    "POST /v1/me/sessions/end-others": Row(MEMBER),
    "DELETE /v1/me/sessions/{session_id}": Row(("owner",), others=404),
    "GET /v1/users": Row(("administrator",)),
    "GET /v1/users/{user_id}": Row(("administrator",), reaches=("administrator",)),
    "PATCH /v1/users/{user_id}": Row(("administrator",), {"organisation": None}, reaches=("administrator",)),
}
KNOWLEDGE = {
    **COMMON,
    f"GET {PAGES}/article/{{article_id}}": Row(ANYONE),
    f"GET {PAGES}/article/{{article_id}}/moved": Row(ANYONE, None, (404,)),
    f"GET {PAGES}/articles": Row(ANYONE),
    f"GET {PAGES}/file/{{file_id}}": Row(ANYONE),
    f"GET {PAGES}/feed": Row(ANYONE),
    f"GET {PAGES}/home": Row(ANYONE),
    f"GET {PAGES}/search": Row(ANYONE),
    f"GET {PAGES}/saved": Row(MEMBER),
    f"GET {PAGES}/sitemap": Row(ANYONE),
    f"GET {PAGES}/staff/article/{{article_id}}/files": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/staff/article-new": Row(OF_STAFF),
    f"GET {PAGES}/staff/article/{{article_id}}": Row(OF_STAFF, reaches=EDITORS),
    f"GET {PAGES}/staff/article/{{article_id}}/difference": Row(EDITORS, None, (200, 404), reaches=EDITORS),
    f"GET {PAGES}/staff/article/{{article_id}}/review": Row(DESK, None, (200, 404), reaches=DESK),
    f"GET {PAGES}/staff/article/{{article_id}}/revisions": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/staff/article/{{article_id}}/votes": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/staff/articles": Row(OF_STAFF),
    f"GET {PAGES}/staff/categories": Row(OF_STAFF),
    f"GET {PAGES}/staff/reviews": Row(DESK),
    f"GET {PAGES}/staff/upkeep": Row(EDITORS),
    f"GET {PAGES}/staff/searches": Row(EDITORS),
    f"GET {PAGES}/staff/searches/{{audience_id}}": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/staff/search": Row(EDITORS, None, (404, 422)),
    f"GET {PAGES}/staff/search-rules": Row(EDITORS),
    f"GET {PAGES}/staff/search-preview": Row(EDITORS),
    f"GET {PAGES}/staff/search-why": Row(OF_STAFF, None, (404, 422)),
    "POST /v1/import/searches": Row(("importer",), {"items": [SEARCHED]}),
    "PUT /v1/search-rules/draft": Row(EDITORS, {"synonyms": [], "pins": []}, (200, 412)),
    "POST /v1/search-rules/publish": Row(EDITORS, {}, (404, 409, 412)),
    "POST /v1/search-rules/bring-back": Row(EDITORS, {"number": 9}, (404,)),
    "POST /internal/v1/searches/opened": Row((*ANYONE, "gateway"), OPENED),
    f"GET {PAGES}/staff/uses/{{audience_id}}": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    f"GET {PAGES}/suggestions": Row(ANYONE),
    "POST /internal/v1/articles/{article_id}/files": Row(EDITORS, None, (422,), reaches=EDITORS),  # without a file
    "GET /internal/v1/files/{file_id}": Row(ANYONE),
    "GET /internal/v1/files/{file_id}/piece": Row(ANYONE, None, (422,)),  # without saying of which version
    "POST /internal/v1/files/{file_id}/versions": Row(EDITORS, None, (422,), reaches=EDITORS),
    "GET /internal/v1/staff/versions/{version_id}": Row(EDITORS, reaches=EDITORS),
    "GET /internal/v1/staff/versions/{version_id}/piece": Row(EDITORS, None, (422,), reaches=EDITORS),
    "POST /internal/v1/preview": Row(EDITORS, {"body": "B"}),
    "POST /internal/v1/visible": Row(ANYONE, {"things": [{"kind": "article", "id": "<article>"}]}),
    "POST /internal/v1/names": Row(ADMINISTRATORS, {"ids": ["<article>"]}),
    "GET /v1/articles/{article_id}/files": Row(ANYONE),
    "POST /v1/files/{file_id}/remove": Row(EDITORS, reaches=EDITORS),
    "POST /v1/files/{file_id}/restore": Row(EDITORS, reaches=EDITORS),
    "GET /v1/articles": Row(ANYONE),
    "POST /v1/articles": Row(EDITORS, ARTICLE, reaches=EDITORS),
    "GET /v1/articles/{article_id}": Row(ANYONE),
    "PATCH /v1/articles/{article_id}": Row(EDITORS, TOPIC, reaches=EDITORS),
    "POST /v1/articles/{article_id}/publish": Row(EDITORS, {}, reaches=EDITORS),
    "POST /v1/articles/{article_id}/merge": Row(EDITORS, {"into": "x"}, (422,), reaches=EDITORS),
    "POST /v1/articles/{article_id}/restore": Row(EDITORS, {"number": 1}, (200, 404), reaches=EDITORS),
    "POST /v1/articles/{article_id}/review": Row(EDITORS, {"title": "T"}, (200, 409), reaches=EDITORS),
    "POST /v1/articles/{article_id}/review/approve": Row(REVIEWERS, {}, (200, 404, 409, 412), reaches=REVIEWERS),
    "POST /v1/articles/{article_id}/review/remarks": Row(DESK, {"body": "B"}, (201, 404, 409), reaches=DESK),
    "POST /v1/articles/{article_id}/review/return": Row(
        REVIEWERS, {"reason": "R"}, (200, 404, 409, 412), reaches=REVIEWERS
    ),
    f"GET {PAGES}/staff/remit/{{person_id}}": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    "PUT /v1/remits/{person_id}": Row(ADMINISTRATORS, {"categories": []}, reaches=ADMINISTRATORS),
    f"GET {PAGES}/staff/links": Row(EDITORS),
    "POST /v1/articles/{article_id}/links/check": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/comment/{{comment_id}}": Row(ANYONE),
    "GET /v1/articles/{article_id}/comments": Row(ANYONE),
    "POST /v1/articles/{article_id}/comments": Row(MEMBER, {"body": "B"}),
    "GET /v1/comments/{comment_id}": Row(ANYONE),
    "PATCH /v1/comments/{comment_id}": Row(("owner", "moderator"), {"body": "B"}),
    "DELETE /v1/comments/{comment_id}": Row(("owner",)),
    "PUT /v1/comments/{comment_id}/hidden": Row((*EDITORS, "moderator"), {"hidden": True, "reason": "R"}),
    "POST /v1/comments/{comment_id}/flags": Row(OTHERS, {"reason": "spam"}),
    "POST /v1/comments/{comment_id}/flags/dismiss": Row((*EDITORS, "moderator")),
    "GET /v1/comments/{comment_id}/history": Row(("owner", *EDITORS, "moderator")),
    "GET /v1/moderation/flags": Row(("moderator",)),
    "GET /v1/moderation/held": Row(("moderator",)),
    "GET /v1/moderation/appeals": Row(("moderator",)),
    "GET /v1/decisions/{decision_id}": Row(("owner", *EDITORS, "moderator"), others=404),
    "POST /v1/decisions/{decision_id}/appeal": Row(("owner",), {"text": "T"}, others=404),
    "PUT /v1/decisions/{decision_id}/outcome": Row(("moderator",), {"outcome": "reversed"}, (409,)),
    "POST /internal/v1/comments/preview": Row(MEMBER, {"body": "B"}),
    "POST /v1/import/comments": Row(("importer",), {"items": [IMPORTED_COMMENT]}, (422,)),
    f"GET {PAGES}/staff/outside": Row(EDITORS),
    "POST /v1/outside/{link_id}/ask": Row(EDITORS, reaches=EDITORS),
    "GET /v1/stock": Row(EDITORS),
    "POST /v1/stock": Row(EDITORS, {"kind": "snippet", "name": "n", "body": "B"}, (201, 422)),
    "PATCH /v1/stock/{stock_id}": Row(EDITORS, {"body": "B"}, reaches=EDITORS),
    "DELETE /v1/stock/{stock_id}": Row(EDITORS, None, (204, 404), reaches=EDITORS),
    f"GET {PAGES}/staff/stock/{{stock_id}}": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/staff/stock/{{stock_id}}/revisions": Row(EDITORS, reaches=EDITORS),
    f"GET {PAGES}/staff/stock/{{stock_id}}/difference": Row(EDITORS, reaches=EDITORS),
    "POST /v1/stock/{stock_id}/restore": Row(EDITORS, {"number": 1}, (200, 404), reaches=EDITORS),
    "PUT /v1/articles/{article_id}/saved": Row(MEMBER, {"saved": True}),
    "PUT /v1/categories/{category_id}/saved": Row(MEMBER, {"saved": True}),
    f"GET {PAGES}/topics/{{topic_id}}/saved": Row(MEMBER, answers=(404,)),
    "PUT /v1/topics/{topic_id}/saved": Row(MEMBER, {"saved": True}, (404,)),
    "PUT /v1/articles/{article_id}/vote": Row(MEMBER, {"helpful": True}, (200, 409)),
    "POST /internal/v1/articles/{article_id}/votes": Row(ANYONE, {"helpful": True} | BROWSER, (200, 409)),
    "PUT /v1/articles/{article_id}/upkeep": Row(EDITORS, {"owner_id": "x"}, (200, 422), reaches=EDITORS),
    "PUT /v1/articles/{article_id}/pinned": Row(EDITORS, {"pinned": True}, reaches=EDITORS),
    "POST /v1/articles/{article_id}/withdraw": Row(EDITORS, None, (200, 409), reaches=EDITORS),
    "GET /v1/categories": Row(ANYONE),
    "POST /v1/categories": Row(EDITORS, {"name": "N", "parent_id": "<category>"}, reaches=EDITORS),
    "PATCH /v1/categories/{category_id}": Row(EDITORS, {"description": "D"}, reaches=EDITORS),
    "POST /v1/import/articles": Row(("importer",), {"items": [IMPORTED_ARTICLE | {"audiences": []}]}),
    "POST /v1/import/categories": Row(("importer",), imported()),
    "GET /v1/search": Row(ANYONE),
    "GET /v1/suggestions": Row(ANYONE),
}
COMMUNITY = {
    **COMMON,
    f"GET {PAGES}/ask": Row(MEMBER),
    f"GET {PAGES}/following": Row(MEMBER),
    f"GET {PAGES}/leaderboard": Row(ANYONE),
    f"GET {PAGES}/names": Row(MEMBER),
    f"GET {PAGES}/person/{{person_id}}": Row(ANYONE),
    f"GET {PAGES}/recent": Row(ANYONE),
    f"GET {PAGES}/reply/{{reply_id}}": Row(ANYONE),
    f"GET {PAGES}/sitemap": Row(ANYONE),
    f"GET {PAGES}/staff/categories": Row(OF_STAFF),
    f"GET {PAGES}/staff/ownerless": Row(KEEPERS),
    f"GET {PAGES}/staff/topic/{{topic_id}}/demands": Row(OF_STAFF),
    f"GET {PAGES}/staff/uses/{{audience_id}}": Row(ADMINISTRATORS, reaches=ADMINISTRATORS),
    f"GET {PAGES}/topic/{{topic_id}}": Row(ANYONE),
    f"GET {PAGES}/topics": Row(ANYONE),
    "POST /internal/v1/preview": Row(MEMBER, {"body": "B"}),
    "POST /internal/v1/visible": Row(ANYONE, {"things": [{"kind": "topic", "id": "<topic>"}]}),
    "GET /v1/categories": Row(ANYONE),
    "POST /v1/categories": Row(KEEPERS, {"name": "N", "parent_id": "<category>"}, reaches=KEEPERS),
    "GET /v1/categories/{category_id}": Row(ANYONE),
    "PATCH /v1/categories/{category_id}": Row(
        KEEPERS, {"name": "N", "description": "D", "audiences": ["everyone"]}, reaches=KEEPERS
    ),
    "PUT /v1/categories/{category_id}/following": Row(MEMBER, {"following": True}),
    "POST /v1/import/categories": Row(("importer",), imported()),
    "POST /v1/import/topics": Row(("importer",), {"items": [IMPORTED_TOPIC]}),
    "GET /v1/decisions/{decision_id}": Row(("owner", "moderator"), others=404),
    "POST /v1/decisions/{decision_id}/appeal": Row(("owner",), {"text": "T"}, others=404),
    "PUT /v1/decisions/{decision_id}/outcome": Row(("moderator",), {"outcome": "reversed"}, (409,)),
    "GET /v1/moderation/appeals": Row(("moderator",)),
    "GET /v1/moderation/flags": Row(("moderator",)),
    "GET /v1/moderation/held": Row(("moderator",)),
    f"GET {PAGES}/staff/recognition": Row(KEEPERS, reaches=KEEPERS),
    "PUT /v1/recognition/rules": Row(KEEPERS, {"kinds": [], "pair_cap": 5}, (422,), reaches=KEEPERS),
    "PUT /v1/recognition/boards": Row(
        KEEPERS, {"items": [{"audience": "members", "name": "x"}]}, (422,), reaches=KEEPERS
    ),
    "PUT /v1/recognition/levels": Row(KEEPERS, {"levels": [], "lost_days": 1}, (422,), reaches=KEEPERS),
    "POST /internal/v1/topics/{topic_id}/readers": Row(MEMBER, {"writing": False}),
    "PUT /v1/readers/named": Row(MEMBER, {"named": True}),
    "PUT /v1/recognition/listed": Row(MEMBER, {"listed": True}),
    "GET /v1/replies/{reply_id}": Row(ANYONE),
    "POST /v1/replies/{reply_id}/flags": Row(OTHERS, {"reason": "spam"}),
    "POST /v1/replies/{reply_id}/flags/dismiss": Row(("moderator",)),
    "GET /v1/replies/{reply_id}/history": Row(("owner", "moderator")),
    "PATCH /v1/replies/{reply_id}": Row(("owner", "moderator"), {"body": "B"}),
    "PUT /v1/replies/{reply_id}/vote": Row(OTHERS, {"helpful": True}),
    "PUT /v1/replies/{reply_id}/hidden": Row(("moderator",), {"hidden": True, "reason": "R"}),
    "PUT /v1/tags/{tag}/following": Row(MEMBER, {"following": True}, reaches=MEMBER),  # a word is nobody's
    "GET /v1/topics": Row(ANYONE),
    "POST /v1/topics": Row(MEMBER, TOPIC | {"category_id": "<category>"}),
    "GET /v1/topics/{topic_id}": Row(ANYONE),
    "PATCH /v1/topics/{topic_id}": Row(("owner", "moderator"), TOPIC),
    "PUT /v1/topics/{topic_id}/accepted": Row(("owner", "moderator"), {"reply_id": "<reply>"}),
    "PUT /v1/topics/{topic_id}/audiences": Row(("moderator",), {"audiences": ["everyone"]}),
    "PUT /v1/topics/{topic_id}/following": Row(MEMBER, {"following": True}),
    "POST /v1/topics/{topic_id}/flags": Row(OTHERS, {"reason": "spam"}),
    "POST /v1/topics/{topic_id}/flags/dismiss": Row(("moderator",)),
    "PUT /v1/topics/{topic_id}/hidden": Row(("moderator",), {"hidden": True, "reason": "R"}),
    "GET /v1/topics/{topic_id}/history": Row(("owner", "moderator")),
    "PUT /v1/topics/{topic_id}/category": Row(("moderator",), {"category_id": "<category>"}),
    "PUT /v1/topics/{topic_id}/pinned": Row(("moderator",), {"pinned": True}),
    "PUT /v1/topics/{topic_id}/merged": Row(("moderator",), {"into_id": "nowhere"}, (422,)),
    "POST /v1/topics/{topic_id}/split": Row(
        ("moderator",), {"title": "T", "reply_ids": ["nowhere"], "version": 1}, (422,)
    ),
    "PUT /v1/topics/{topic_id}/vote": Row(OTHERS, {"helpful": True}),
    "PUT /v1/topics/{topic_id}/locked": Row(("moderator",), {"locked": False}),
    "GET /v1/topics/{topic_id}/replies": Row(ANYONE),
    "POST /v1/topics/{topic_id}/replies": Row(MEMBER, {"body": "B"}),
}
SERVICES = {
    "accounts": ACCOUNTS | people(Row),
    "knowledge": KNOWLEDGE,
    "community": COMMUNITY | exchange(Row),
    "notify": COMMON | notify(Row),
}
