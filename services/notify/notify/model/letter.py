"""The words of a mail: what happened, why it was sent to this person, and how to stop it."""

from dataclasses import dataclass
from html import escape

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
    OF_NOTICES,
    POST_HIDDEN,
    POST_SHOWN,
    REPLY_POSTED,
    REVIEW_APPROVED,
    REVIEW_REMARKED,
    REVIEW_RETURNED,
    TOPIC_ASKED,
)
from notify.model.person import shown_name
from notify.model.sending import Letter
from portalkit.addresses import titled
from portalkit.mail import Mail

# What is stopped by the link at a mail's end, as an object of "we stop sending you …".
WHAT = {
    TOPIC_ASKED: "mails about new topics in categories and with tags you follow",
    REPLY_POSTED: "mails about replies in topics you follow",
    MENTIONED: "mails about posts that name you",
    ANSWER_ACCEPTED: "mails about your answers being accepted",
    POST_HIDDEN: "mails about posts of yours being hidden",
    POST_SHOWN: "mails about posts of yours being shown again",
    APPEAL_UPHELD: "mails about appeals of yours being turned down",
    REVIEW_APPROVED: "mails about articles of yours being approved",
    REVIEW_RETURNED: "mails about articles of yours being sent back",
    REVIEW_REMARKED: "mails about remarks on articles of yours",
    ARTICLE_DUE: "mails about articles to look at again",
    ARTICLE_UNHELPFUL: "mails about articles that did not help",
    ARTICLE_LINKS: "mails about links that lead nowhere",
    ARTICLE_COMMENTED: "mails about comments on articles you look after",
    COMMENT_HIDDEN: "mails about comments of yours being hidden",
    COMMENT_SHOWN: "mails about comments of yours being shown again",
    COMMENT_UPHELD: "mails about appeals of yours about comments being turned down",
    DIGEST: "digests",
}
OF_REVIEWS = {  # what somebody did, as a subject and as a sentence
    REVIEW_APPROVED: ("Approved: {title}", "{actor} approved “{title}”"),
    REVIEW_RETURNED: ("Sent back: {title}", "{actor} sent “{title}” back"),
    REVIEW_REMARKED: ("A remark on: {title}", "{actor} said something about “{title}”"),
}
OF_ARTICLE = {
    ARTICLE_DUE: "",
    ARTICLE_LINKS: "",
    ARTICLE_UNHELPFUL: "/votes",
}  # the page of an article that it leads to
LINKS = {REPLY_POSTED: "Read the reply", ANSWER_ACCEPTED: "See your answer"}
BEGUN = {  # what somebody did who began a topic of this kind
    "question": "asked",
    "discussion": "began a discussion",
    "idea": "had an idea",
    "announcement": "announced",
}
LINKS |= {POST_HIDDEN: "Read why, and what you can do", POST_SHOWN: "See it", APPEAL_UPHELD: "Read why"}
SUBJECTS = {
    POST_HIDDEN: "Your {post} was hidden",
    POST_SHOWN: "Your {post} is shown again",
    APPEAL_UPHELD: "Your {post} stays hidden",
}
HEADLINES = {
    POST_HIDDEN: "A moderator hid your {post} {place}",
    POST_SHOWN: "Your {post} {place} is shown again",
    APPEAL_UPHELD: "A second moderator looked at your {post} {place}, and it stays hidden",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says, before it is laid out."""

    subject: str
    headline: str
    quote: str
    link: str
    reason: str


def words(letter: Letter) -> Words:
    """The sentences about one fact."""
    if letter.act in DECIDED:
        return _decided(letter)
    actor, title = _line(shown_name(letter.actor)), _line(letter.title or "")
    if letter.act in OF_NOTICES:
        return _of_article(letter, actor, title)
    if letter.act == TOPIC_ASKED:
        category = _line(letter.category or "")
        kind = letter.topic_kind if letter.topic_kind in BEGUN else "question"
        followed = f"tag “{letter.tag}”" if letter.tag else f"category “{category}”"
        return Words(
            subject=f"New {kind}: {title}",
            headline=f"{actor} {BEGUN[kind]} in {category}: {title}",
            quote=letter.topic_text or "",
            link=f"Read the {kind}",
            reason=f"You get this mail because you follow the {_line(followed)}.",
        )
    if letter.act == MENTIONED:
        return Words(
            subject=f"{actor} named you: {title}",
            headline=f"{actor} named you in “{title}”",
            quote=(letter.reply_text if letter.reply_id else letter.topic_text) or "",
            link="Read it",
            reason="You get this mail because what was written names you.",
        )
    if letter.act == REPLY_POSTED:
        return Words(
            subject=f"{actor} replied: {title}",
            headline=f"{actor} replied to “{title}”",
            quote=letter.reply_text or "",
            link=LINKS[REPLY_POSTED],
            reason=f"You get this mail because you follow the topic “{title}”.",
        )
    return Words(
        subject=f"Your answer was accepted: {title}",
        headline=f"Your answer to “{title}” was accepted",
        quote=letter.reply_text or "",
        link=LINKS[ANSWER_ACCEPTED],
        reason=f"You get this mail because you wrote an answer in the topic “{title}”.",
    )


def _of_article(letter: Letter, actor: str, title: str) -> Words:
    """What those are told who work on an article."""
    if letter.act in (ARTICLE_COMMENTED, *OF_COMMENTS):
        return _of_comment(letter, actor, title)
    if letter.act in OF_REVIEWS:
        subject, headline = (text.format(actor=actor, title=title) for text in OF_REVIEWS[letter.act])
        reason = f"You get this mail because you asked for a review of “{title}”."
        return Words(subject, headline, letter.notice_text or "", "See the review", reason)
    if letter.act == ARTICLE_DUE:
        return Words(
            subject=f"Time to look again: {title}",
            headline=f"Time to look at “{title}” again",
            quote="",
            link="Open the article",
            reason=f"You get this mail because you look after “{title}”.",
        )
    if letter.act == ARTICLE_LINKS:
        return Words(
            subject=f"A link leads nowhere: {title}",
            headline=f"In “{title}” a link leads nowhere, or not for all of its readers",
            quote=letter.notice_text or "",
            link="Open the article",
            reason=f"You get this mail because you look after “{title}”. Of each link one comes.",
        )
    return Words(
        subject=f"Did not help: {title}",
        headline=f"“{title}” did not help a reader",
        quote=letter.notice_text or "",
        link="See what readers say",
        reason=f"You get this mail because you look after “{title}”. At most one comes a day.",
    )


def _of_comment(letter: Letter, actor: str, title: str) -> Words:
    """What who looks after an article is told of a comment, and who wrote one of what became of it."""
    quote = letter.notice_text or ""
    if letter.act == ARTICLE_COMMENTED:
        reason = f"You get this mail because you look after “{title}”."
        headline = f"{actor} commented on “{title}”"
        return Words(f"{actor} commented: {title}", headline, quote, "Read the comment", reason)
    reason = f"You get this mail because you commented on “{title}”."
    if letter.act == COMMENT_HIDDEN:
        headline = f"A moderator hid your comment on “{title}”"
        return Words(f"Your comment was hidden: {title}", headline, quote, LINKS[POST_HIDDEN], reason)
    if letter.act == COMMENT_UPHELD:
        headline = f"A second moderator looked at your comment on “{title}”, and it stays hidden"
        return Words(f"Your comment stays hidden: {title}", headline, quote, LINKS[APPEAL_UPHELD], reason)
    headline = f"Your comment on “{title}” is shown again"
    return Words(f"Your comment is shown again: {title}", headline, quote, "See it", reason)


def _decided(letter: Letter) -> Words:
    """A decision by moderators. Of a hidden topic neither title nor text is known here."""
    post = "reply" if letter.post == "reply" else "topic"
    title, category = _line(letter.title or ""), _line(letter.category or "")
    place = f"in “{title or category}”" if post == "reply" or not title else f"“{title}”"
    return Words(
        subject=SUBJECTS[letter.act].format(post=post) + (f": {title}" if title else ""),
        headline=HEADLINES[letter.act].format(post=post, place=place),
        quote=letter.reason or "",
        link=LINKS[letter.act],
        reason=f"You get this mail because you wrote the {post}.",
    )


def compose(id: str, letter: Letter, origin: str, brand: str, unsubscribe: str) -> Mail:
    """The mail of `letter`; `unsubscribe` is the address that ends mails of this kind with one click (RFC 8058)."""
    said = words(letter)
    address = origin + path(letter)
    return Mail(
        id=id,
        to=_line(letter.email or ""),
        name=_line(letter.name or ""),
        subject=said.subject[:200],
        text=_text(said, WHAT[letter.act], address, brand, unsubscribe),
        html=_html(said, WHAT[letter.act], address, brand, unsubscribe),
        headers={
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        people=(letter.actor_id,),
    )


def path(letter: Letter) -> str:
    """The page of the portal that a letter leads to, with the words of its title, where that is known."""
    if letter.act in DECIDED:
        return f"/decisions/{letter.thing_id}"
    if letter.act in OF_COMMENTS and letter.decision_id:
        return f"/comments/decisions/{letter.decision_id}"
    if letter.act in (ARTICLE_COMMENTED, *OF_COMMENTS):
        return f"/articles/{titled(letter.article_id or '', letter.title)}#comments"
    if letter.act in OF_NOTICES:
        return f"/staff/articles/{letter.article_id}" + OF_ARTICLE.get(letter.act, "/review")
    return f"/topics/{titled(letter.topic_id, letter.title)}" + (f"#reply-{letter.reply_id}" if letter.reply_id else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(said: Words, what: str, address: str, brand: str, unsubscribe: str) -> str:
    quoted = "\n".join(f"> {line}".rstrip() for line in said.quote.splitlines())
    parts = [said.headline, *([quoted] if quoted else []), f"{said.link}: {address}"]
    foot = f"-- \n{brand}. {said.reason}\nNo more {what}: {unsubscribe}"
    return "\n\n".join([*parts, foot]) + "\n"


def _html(said: Words, what: str, address: str, brand: str, unsubscribe: str) -> str:
    quote = ""
    if said.quote:
        quote = (
            '<div style="margin:0 0 24px;padding:16px;border:1px solid #e5e2db;border-radius:8px;background:#ffffff;'
            f'white-space:pre-wrap;overflow-wrap:anywhere">{escape(said.quote)}</div>'
        )
    body = f"""{quote}
<p style="margin:0 0 32px"><a href="{escape(address)}" style="display:inline-block;padding:10px 18px;border-radius:8px;\
background:#0b5f78;color:#ffffff;font-weight:500;text-decoration:none">{escape(said.link)}</a></p>"""
    end = f'<a href="{escape(unsubscribe)}" style="color:#5d6267">No more {escape(what)}</a>'
    return framed(said.headline, brand, body, f"{escape(said.reason)} {end}", said.subject)


def framed(headline: str, brand: str, body: str, foot: str, title: str = "") -> str:
    """A mail's HTML: `body` and `foot` are HTML already, the others are text."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(title or headline)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f8f7f4;color:#181b1e;\
font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 24px;padding:0 0 12px;border-bottom:1px solid #e5e2db;font-size:14px;font-weight:600">\
{escape(brand)}</p>
<h1 style="margin:0 0 16px;font-size:21px;line-height:1.3;font-weight:600">{escape(headline)}</h1>
{body}
<p style="margin:0;padding:12px 0 0;border-top:1px solid #e5e2db;color:#5d6267;font-size:13px">{foot}</p>
</div></body></html>
"""
