"""Who is in the worlds of the leak test, what is hidden there, and who is outside of what."""

from dataclasses import dataclass

PASSWORD = "seven herons over the tarn"
CIRCLES = {"a1": "circle-1", "a2": "circle-2", "a3": "circle-3"}  # audiences, and what puts one into them
EVERY_ROLE = ("administrator", "author", "moderator", "reviewer")


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    kind: str = "customer"
    roles: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()


PEOPLE = {
    "asker": Person(),
    "answerer": Person(),
    "outsider": Person(),
    "of-category": Person(circles=("a2",)),
    "of-own": Person(circles=("a3",)),
    "colleague": Person("staff"),
    "powerful": Person("staff", EVERY_ROLE),
    "insider": Person(circles=("a1", "a2", "a3")),
    "keeper": Person("staff", EVERY_ROLE, ("a1", "a2", "a3")),
}

# `…:both` and `…:two` demand a2 by their category and a3 themselves, everything else a1 or what its name says.
IN_AUDIENCES = ("article:own", "article:both", "article:closed", "article:inner", "article:moved", "article:reshelved")
NOT_OUT = ("article:scheduled", "article:expired", "article:withdrawn", "article:draft")
STAFFS = "article:staff"
SHELVES = ("shelf:closed", "shelf:inner", "shelf:two", "shelf:moved")
FORUMS = ("forum:closed", "forum:inner", "forum:two")
CLOSED_TOPICS = (
    "topic:own",
    "topic:two",
    "topic:closed",
    "topic:inner",
    "topic:mine",
    "topic:mine-own",
    "topic:asked",
)
CLOSED_REPLIES = (
    "reply:own",
    "reply:two",
    "reply:closed",
    "reply:inner",
    "reply:mine",
    "reply:in-own",
    "reply:in-closed",
)
HIDDEN_TOPICS = ("topic:hidden", "topic:hidden-open", "topic:hidden-too")
HIDDEN_REPLIES = ("reply:of-hidden", "reply:of-hidden-too", "reply:hidden", "reply:told")
DECISIONS = ("decision:topic-hidden", "decision:reply-hidden")  # about those of these names
OF_COMMENTS = ("decision:comment-hidden",)
MODERATED = (*HIDDEN_TOPICS, *HIDDEN_REPLIES, *DECISIONS, *OF_COMMENTS, "comment:hidden")
ARTICLES = (*IN_AUDIENCES, *NOT_OUT, STAFFS)
MERGED_TOPICS = ("topic:merged",)  # open once, and a part of `topic:own` now
TOPICS = (*CLOSED_TOPICS, *HIDDEN_TOPICS, *MERGED_TOPICS)
REPLIES = (*CLOSED_REPLIES, *HIDDEN_REPLIES)
FILES = tuple(name.replace("article:", "file:") for name in ARTICLES)  # each of the article of this name
IN_FILES = tuple(name.replace("article:", "file:") for name in IN_AUDIENCES)
IN_COMMENTS = tuple(name.replace("article:", "comment:") for name in (*IN_AUDIENCES, STAFFS))
COMMENTS = (*IN_COMMENTS, "comment:hidden")  # each under the article of this name; one is hidden under an open one
DECIDED = (*DECISIONS, *OF_COMMENTS)
INTERNAL_NOTES = ("internal:0", "internal:own")  # of staff beside the topic of this name; the first is open
OF_PEOPLE = ("session:insider", "details:asker")  # the latter is a job title that administrators alone see
THINGS = frozenset((*COMMENTS, *ARTICLES, *FILES, *SHELVES, *FORUMS, *TOPICS, *REPLIES, *DECIDED))
THINGS |= {*OF_PEOPLE, *INTERNAL_NOTES}

# Who is outside, and what of all this they may read nevertheless. The rest never was, as far as they can tell.
OUTSIDE: dict[str, frozenset[str]] = {
    "visitor": frozenset(),
    "outsider": frozenset(),
    "of-own": frozenset(),
    "of-category": frozenset({"shelf:two", "forum:two"}),
    "colleague": frozenset({STAFFS, "file:staff", "comment:staff", "internal:0"}),
    "powerful": frozenset({STAFFS, "file:staff", "comment:staff", "internal:0", "details:asker", *MODERATED}),
}
