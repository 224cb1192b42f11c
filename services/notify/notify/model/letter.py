"""How a mail is laid out: what happened, why it was sent to this person, and how to stop it."""

from html import escape

from notify.model import letter_notes
from notify.model.message import (
    ARTICLE_COMMENTED,
    ARTICLE_DUE,
    ARTICLE_LINKS,
    ARTICLE_UNHELPFUL,
    DECIDED,
    OF_COMMENTS,
    OF_NOTES,
    OF_NOTICES,
)
from notify.model.sending import Letter
from notify.model.words import Words, language_of, no_more, one_line, words
from portalkit.addresses import titled
from portalkit.catalogue import Catalogue
from portalkit.mail import Mail

OF_ARTICLE = {
    ARTICLE_DUE: "",
    ARTICLE_LINKS: "",
    ARTICLE_UNHELPFUL: "/votes",
}  # the page of an article that it leads to


def compose(id: str, letter: Letter, origin: str, brand: str, unsubscribe: str) -> Mail:
    """The mail of `letter`; `unsubscribe` is the address that ends mails of this kind with one click (RFC 8058)."""
    said, end = words(letter), no_more(letter, letter.act)
    address, foot = origin + path(letter), (end, unsubscribe)
    return Mail(
        id=id,
        to=one_line(letter.email or ""),
        name=one_line(letter.name or ""),
        subject=said.subject[:200],
        text=_text(said, address, brand, foot),
        html=_html(said, language_of(letter), address, brand, foot),
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
    if letter.act in OF_NOTES and (page := letter_notes.page(letter.act, letter.person, letter.actor_id)):
        return page
    return f"/topics/{titled(letter.topic_id, letter.title)}" + (f"#reply-{letter.reply_id}" if letter.reply_id else "")


def _text(said: Words, address: str, brand: str, end: tuple[str, str]) -> str:
    quoted = "\n".join(f"> {line}".rstrip() for line in said.quote.splitlines())
    parts = [said.headline, *([quoted] if quoted else []), f"{said.link}: {address}"]
    foot = f"-- \n{brand}. {said.reason}\n{end[0]}: {end[1]}"
    return "\n\n".join([*parts, foot]) + "\n"


def _html(said: Words, language: Catalogue, address: str, brand: str, end: tuple[str, str]) -> str:
    quote = ""
    if said.quote:
        quote = (
            '<div style="margin:0 0 24px;padding:16px;border:1px solid #e5e2db;border-radius:8px;background:#ffffff;'
            f'white-space:pre-wrap;overflow-wrap:anywhere">{escape(said.quote)}</div>'
        )
    body = f"""{quote}
<p style="margin:0 0 32px"><a href="{escape(address)}" style="display:inline-block;padding:10px 18px;border-radius:8px;\
background:#0b5f78;color:#ffffff;font-weight:500;text-decoration:none">{escape(said.link)}</a></p>"""
    stop = f'<a href="{escape(end[1])}" style="color:#5d6267">{escape(end[0])}</a>'
    return framed(language, said.headline, brand, body, f"{escape(said.reason)} {stop}", said.subject)


def framed(language: Catalogue, headline: str, brand: str, body: str, foot: str, title: str = "") -> str:
    """A mail's HTML: `body` and `foot` are HTML already, the others are text."""
    return f"""<!doctype html>
<html lang="{language.language}" dir="{language.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
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
