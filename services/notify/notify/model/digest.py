"""The words of the mail that gathers what waited, and what of it may be in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from notify.model.attention import DAY_FULL, DIGEST, KIND_DAILY, KIND_WEEKLY, WEEK_FULL
from notify.model.letter import framed, path
from notify.model.sending import Letter, verdict
from notify.model.words import language_of, no_more, one_line, words
from portalkit.catalogue import N_
from portalkit.mail import Mail, Verdict

MOST = 40  # things in one mail; how many more there are is said

WHY = {  # why it is here and was not sent at once
    KIND_DAILY: N_("You chose to get these once a day."),
    KIND_WEEKLY: N_("You chose to get these once a week."),
    DAY_FULL: N_("It would have been mail number %(nth)s of that day, and the day’s mails were spent."),
    WEEK_FULL: N_("It would have been mail number %(nth)s of that week, and the week’s mails were spent."),
}


def held(letters: Sequence[Letter], current: bool, now: datetime, due: datetime) -> tuple[Verdict, list[Letter]]:
    """Whether a digest may leave now, and what of it its person may still see, wants, and has not read.

    One thing of which it is not known yet who may see it keeps all of them waiting: each is in one digest only.
    """
    fresh = [replace(letter, created_at=due) for letter in letters if not letter.read]
    decided = [(verdict(letter, current, now), letter) for letter in fresh]
    if any(each is Verdict.WAIT for each, _ in decided):
        return Verdict.WAIT, []
    kept = [letter for each, letter in decided if each is Verdict.SEND]
    return (Verdict.SEND, kept) if kept else (Verdict.DROP, [])


def compose_digest(id: str, letters: Sequence[Letter], origin: str, brand: str, address: Callable[[str], str]) -> Mail:
    """One mail of them all; `address` gives what ends a kind of mail, or all digests, with one click (RFC 8058)."""
    shown, _ = letters[:MOST], language_of(letters[0]).say
    subject, more = words(shown[0]).subject, len(letters) - 1
    if more:
        subject = _("%(first)s, and %(more)s more", first=subject, more=more)
    end = address(DIGEST)
    return Mail(
        id=id,
        to=one_line(shown[0].email or ""),
        name=one_line(shown[0].name or ""),
        subject=_("Your digest: %(subject)s", subject=subject)[:200],
        text=_text(shown, more, origin, brand, address),
        html=_html(shown, more, origin, brand, address),
        headers={"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        people=tuple(sorted({letter.actor_id for letter in shown})),
    )


def _why(letter: Letter) -> str:
    why = WHY.get(letter.why or "")
    return language_of(letter).say(why, nth=letter.nth) if why else ""


def _head(letter: Letter, count: int) -> str:
    ngettext = language_of(letter).count
    return ngettext("One thing waited for you", "%(num)s things waited for you", count)


def _rest(letter: Letter, count: int) -> str:
    ngettext = language_of(letter).count
    return ngettext("One more stands in the portal.", "%(num)s more stand in the portal.", count) if count > 0 else ""


def _what_and_when(letter: Letter) -> str:
    _ = language_of(letter).say
    return _("What reaches you, and when")


def _text(shown: Sequence[Letter], more: int, origin: str, brand: str, address: Callable[[str], str]) -> str:
    parts = [_head(shown[0], more + 1)]
    for letter in shown:
        said = words(letter)
        lines = [f"* {said.headline}", f"  {origin}{path(letter)}", f"  {said.reason} {_why(letter)}".rstrip()]
        lines.append(f"  {no_more(letter, letter.act)}: {address(letter.act)}")
        parts.append("\n".join(lines))
    rest = _rest(shown[0], more + 1 - len(shown))
    foot = f"-- \n{brand}. {_what_and_when(shown[0])}: {origin}/account/notifications"
    foot += f"\n{no_more(shown[0], DIGEST)}: {address(DIGEST)}"
    return "\n\n".join([*parts, *([rest] if rest else []), foot]) + "\n"


def _html(shown: Sequence[Letter], more: int, origin: str, brand: str, address: Callable[[str], str]) -> str:
    items = "".join(_item(letter, origin, address) for letter in shown)
    rest = _rest(shown[0], more + 1 - len(shown))
    body = f'<ul style="margin:0 0 24px;padding:0;list-style:none">{items}</ul>'
    body += f'<p style="margin:0 0 24px">{escape(rest)}</p>' if rest else ""
    when = escape(_what_and_when(shown[0]))
    foot = (
        f'<a href="{escape(origin)}/account/notifications" style="color:#5d6267">{when}</a> · '
        f'<a href="{escape(address(DIGEST))}" style="color:#5d6267">{escape(no_more(shown[0], DIGEST))}</a>'
    )
    return framed(language_of(shown[0]), _head(shown[0], more + 1), brand, body, foot)


def _item(letter: Letter, origin: str, address: Callable[[str], str]) -> str:
    said, grey = words(letter), "color:#5d6267"
    end = f'<a href="{escape(address(letter.act))}" style="{grey}">{escape(no_more(letter, letter.act))}</a>'
    link = f'<a href="{escape(origin + path(letter))}" style="color:#0b5f78;font-weight:500">'
    why = escape(f"{said.reason} {_why(letter)}".strip())
    return (
        '<li style="margin:0;padding:12px 0;border-top:1px solid #e5e2db;overflow-wrap:anywhere">'
        f"{link}{escape(said.headline)}</a>"
        f'<p style="margin:4px 0 0;{grey};font-size:13px">{why} {end}</p></li>'
    )
