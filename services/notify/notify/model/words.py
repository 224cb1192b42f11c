"""The sentences of mails, in the language of whoever reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from notify.model import letter_notes
from notify.model.attention import DIGEST
from notify.model.message import (
    ANSWER_ACCEPTED,
    APPEAL_UPHELD,
    ARTICLE_COMMENTED,
    ARTICLE_DUE,
    ARTICLE_LINKS,
    ARTICLE_UNHELPFUL,
    COMMENT_HIDDEN,
    COMMENT_SHOWN,
    COMMENT_UPHELD,
    DECIDED,
    MENTIONED,
    OF_COMMENTS,
    OF_NOTES,
    OF_NOTICES,
    POST_HIDDEN,
    POST_SHOWN,
    REPLY_POSTED,
    REVIEW_APPROVED,
    REVIEW_REMARKED,
    REVIEW_RETURNED,
    TOPIC_ASKED,
)
from notify.model.person import FORMER
from notify.model.sending import Letter
from portalkit.catalogue import N_, Catalogue, spoken

TRANSLATIONS = Path(__file__).parents[1] / "translations"
Say = Callable[..., str]

# What is stopped by the link at a mail's end, as an object of "we stop sending you …".
WHAT = {
    TOPIC_ASKED: N_("mails about new topics in categories and with tags you follow"),
    REPLY_POSTED: N_("mails about replies in topics you follow"),
    MENTIONED: N_("mails about posts that name you"),
    ANSWER_ACCEPTED: N_("mails about your answers being accepted"),
    POST_HIDDEN: N_("mails about posts of yours being hidden"),
    POST_SHOWN: N_("mails about posts of yours being shown again"),
    APPEAL_UPHELD: N_("mails about appeals of yours being turned down"),
    REVIEW_APPROVED: N_("mails about articles of yours being approved"),
    REVIEW_RETURNED: N_("mails about articles of yours being sent back"),
    REVIEW_REMARKED: N_("mails about remarks on articles of yours"),
    ARTICLE_DUE: N_("mails about articles to look at again"),
    ARTICLE_UNHELPFUL: N_("mails about articles that did not help"),
    ARTICLE_LINKS: N_("mails about links that lead nowhere"),
    ARTICLE_COMMENTED: N_("mails about comments on articles you look after"),
    COMMENT_HIDDEN: N_("mails about comments of yours being hidden"),
    COMMENT_SHOWN: N_("mails about comments of yours being shown again"),
    COMMENT_UPHELD: N_("mails about appeals of yours about comments being turned down"),
    DIGEST: N_("digests"),
    **letter_notes.WHAT,
}
OF_TOPICS = {  # what somebody began: as a subject, as a sentence, and where it leads
    "question": (
        N_("New question: %(title)s"),
        N_("%(actor)s asked in %(category)s: %(title)s"),
        N_("Read the question"),
    ),
    "discussion": (
        N_("New discussion: %(title)s"),
        N_("%(actor)s began a discussion in %(category)s: %(title)s"),
        N_("Read the discussion"),
    ),
    "idea": (
        N_("New idea: %(title)s"),
        N_("%(actor)s had an idea in %(category)s: %(title)s"),
        N_("Read the idea"),
    ),
    "announcement": (
        N_("New announcement: %(title)s"),
        N_("%(actor)s announced in %(category)s: %(title)s"),
        N_("Read the announcement"),
    ),
}
OF_REVIEWS = {  # what somebody did, as a subject and as a sentence
    REVIEW_APPROVED: (N_("Approved: %(title)s"), N_("%(actor)s approved “%(title)s”")),
    REVIEW_RETURNED: (N_("Sent back: %(title)s"), N_("%(actor)s sent “%(title)s” back")),
    REVIEW_REMARKED: (N_("A remark on: %(title)s"), N_("%(actor)s said something about “%(title)s”")),
}
LINKS = {
    POST_HIDDEN: N_("Read why, and what you can do"),
    POST_SHOWN: N_("See it"),
    APPEAL_UPHELD: N_("Read why"),
}
SUBJECTS = {
    (POST_HIDDEN, "topic"): N_("Your topic was hidden"),
    (POST_HIDDEN, "reply"): N_("Your reply was hidden"),
    (POST_SHOWN, "topic"): N_("Your topic is shown again"),
    (POST_SHOWN, "reply"): N_("Your reply is shown again"),
    (APPEAL_UPHELD, "topic"): N_("Your topic stays hidden"),
    (APPEAL_UPHELD, "reply"): N_("Your reply stays hidden"),
}
HEADLINES = {  # of a topic whose title is known, of one of which only the category is, and of a reply
    POST_HIDDEN: (
        N_("A moderator hid your topic “%(place)s”"),
        N_("A moderator hid your topic in “%(place)s”"),
        N_("A moderator hid your reply in “%(place)s”"),
    ),
    POST_SHOWN: (
        N_("Your topic “%(place)s” is shown again"),
        N_("Your topic in “%(place)s” is shown again"),
        N_("Your reply in “%(place)s” is shown again"),
    ),
    APPEAL_UPHELD: (
        N_("A second moderator looked at your topic “%(place)s”, and it stays hidden"),
        N_("A second moderator looked at your topic in “%(place)s”, and it stays hidden"),
        N_("A second moderator looked at your reply in “%(place)s”, and it stays hidden"),
    ),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says, before it is laid out."""

    subject: str
    headline: str
    quote: str
    link: str
    reason: str


def language_of(letter: Letter) -> Catalogue:
    """The words that a letter's reader reads in."""
    return spoken(TRANSLATIONS, letter.locale)


def no_more(letter: Letter, act: str) -> str:
    """What the link says that ends mails of a kind."""
    _ = language_of(letter).say
    return _("No more %(what)s", what=_(WHAT[act]))


def words(letter: Letter) -> Words:
    """The sentences about one fact."""
    _ = language_of(letter).say
    if letter.act in DECIDED:
        return _decided(letter, _)
    named = {
        "actor": one_line(letter.actor or _(FORMER)),
        "title": one_line(letter.title or ""),
        "category": one_line(letter.category or ""),
        "tag": one_line(letter.tag or ""),
    }
    if letter.act in OF_NOTICES:
        return _of_article(letter, _, named)
    if letter.act in OF_NOTES:
        return Words(*letter_notes.sentences(letter.act, named, letter.notice_text or "", _))
    if letter.act == TOPIC_ASKED:
        subject, headline, link = OF_TOPICS.get(letter.topic_kind or "", OF_TOPICS["question"])
        reason = _("You get this mail because you follow the category “%(category)s”.", **named)
        if letter.tag:
            reason = _("You get this mail because you follow the tag “%(tag)s”.", **named)
        return Words(_(subject, **named), _(headline, **named), letter.topic_text or "", _(link), reason)
    if letter.act == MENTIONED:
        return Words(
            subject=_("%(actor)s named you: %(title)s", **named),
            headline=_("%(actor)s named you in “%(title)s”", **named),
            quote=(letter.reply_text if letter.reply_id else letter.topic_text) or "",
            link=_("Read it"),
            reason=_("You get this mail because what was written names you."),
        )
    if letter.act == REPLY_POSTED:
        return Words(
            subject=_("%(actor)s replied: %(title)s", **named),
            headline=_("%(actor)s replied to “%(title)s”", **named),
            quote=letter.reply_text or "",
            link=_("Read the reply"),
            reason=_("You get this mail because you follow the topic “%(title)s”.", **named),
        )
    return Words(
        subject=_("Your answer was accepted: %(title)s", **named),
        headline=_("Your answer to “%(title)s” was accepted", **named),
        quote=letter.reply_text or "",
        link=_("See your answer"),
        reason=_("You get this mail because you wrote an answer in the topic “%(title)s”.", **named),
    )


def _of_article(letter: Letter, _: Say, named: dict[str, str]) -> Words:
    """What those are told who work on an article."""
    quote = letter.notice_text or ""
    if letter.act in (ARTICLE_COMMENTED, *OF_COMMENTS):
        return _of_comment(letter, _, named)
    if letter.act in OF_REVIEWS:
        subject, headline = OF_REVIEWS[letter.act]
        reason = _("You get this mail because you asked for a review of “%(title)s”.", **named)
        return Words(_(subject, **named), _(headline, **named), quote, _("See the review"), reason)
    reason = _("You get this mail because you look after “%(title)s”.", **named)
    if letter.act == ARTICLE_DUE:
        return Words(
            subject=_("Time to look again: %(title)s", **named),
            headline=_("Time to look at “%(title)s” again", **named),
            quote="",
            link=_("Open the article"),
            reason=reason,
        )
    if letter.act == ARTICLE_LINKS:
        return Words(
            subject=_("A link leads nowhere: %(title)s", **named),
            headline=_("In “%(title)s” a link leads nowhere, or not for all of its readers", **named),
            quote=quote,
            link=_("Open the article"),
            reason=reason + " " + _("Of each link one comes."),
        )
    return Words(
        subject=_("Did not help: %(title)s", **named),
        headline=_("“%(title)s” did not help a reader", **named),
        quote=quote,
        link=_("See what readers say"),
        reason=reason + " " + _("At most one comes a day."),
    )


def _of_comment(letter: Letter, _: Say, named: dict[str, str]) -> Words:
    """What who looks after an article is told of a comment, and who wrote one of what became of it."""
    quote = letter.notice_text or ""
    if letter.act == ARTICLE_COMMENTED:
        reason = _("You get this mail because you look after “%(title)s”.", **named)
        headline = _("%(actor)s commented on “%(title)s”", **named)
        return Words(_("%(actor)s commented: %(title)s", **named), headline, quote, _("Read the comment"), reason)
    reason = _("You get this mail because you commented on “%(title)s”.", **named)
    if letter.act == COMMENT_HIDDEN:
        headline = _("A moderator hid your comment on “%(title)s”", **named)
        subject, link = _("Your comment was hidden: %(title)s", **named), LINKS[POST_HIDDEN]
    elif letter.act == COMMENT_UPHELD:
        headline = _("A second moderator looked at your comment on “%(title)s”, and it stays hidden", **named)
        subject, link = _("Your comment stays hidden: %(title)s", **named), LINKS[APPEAL_UPHELD]
    else:
        headline = _("Your comment on “%(title)s” is shown again", **named)
        subject, link = _("Your comment is shown again: %(title)s", **named), LINKS[POST_SHOWN]
    return Words(subject, headline, quote, _(link), reason)


def _decided(letter: Letter, _: Say) -> Words:
    """A decision by moderators. Of a hidden topic neither title nor text is known here."""
    title = one_line(letter.title or "")
    of_title, of_category, of_reply = HEADLINES[letter.act]
    if letter.post == "reply":
        post, headline, reason = "reply", of_reply, _("You get this mail because you wrote the reply.")
    else:
        post, headline = "topic", of_title if title else of_category
        reason = _("You get this mail because you wrote the topic.")
    return Words(
        subject=_(SUBJECTS[letter.act, post]) + (f": {title}" if title else ""),
        headline=_(headline, place=title or one_line(letter.category or "")),
        quote=letter.reason or "",
        link=_(LINKS[letter.act]),
        reason=reason,
    )


def one_line(text: str) -> str:
    """A text without its line breaks, of which headers could be made."""
    return " ".join(text.split())
