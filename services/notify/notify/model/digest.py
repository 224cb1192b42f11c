"""The words of the mail that gathers what waited, and what of it may be in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from notify.model.attention import DAY_FULL, DIGEST, KIND_DAILY, KIND_WEEKLY, WEEK_FULL
from notify.model.letter import WHAT, framed, path, words
from notify.model.sending import Letter, verdict
from portalkit.mail import Mail, Verdict

MOST = 40  # things in one mail; how many more there are is said

WHY = {  # why it is here and was not sent at once
    KIND_DAILY: "You chose to get these once a day.",
    KIND_WEEKLY: "You chose to get these once a week.",
    DAY_FULL: "It would have been mail number {nth} of that day, and the day’s mails were spent.",
    WEEK_FULL: "It would have been mail number {nth} of that week, and the week’s mails were spent.",
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
    shown = letters[:MOST]
    first, more = words(shown[0]).subject, len(letters) - 1
    subject = f"{first}, and {more} more" if more else first
    end = address(DIGEST)
    return Mail(
        id=id,
        to=" ".join((shown[0].email or "").split()),
        name=" ".join((shown[0].name or "").split()),
        subject=f"Your digest: {subject}"[:200],
        text=_text(shown, more, origin, brand, address),
        html=_html(shown, more, origin, brand, address),
        headers={"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        people=tuple(sorted({letter.actor_id for letter in shown})),
    )


def _why(letter: Letter) -> str:
    return WHY.get(letter.why or "", "").format(nth=letter.nth)


def _head(more: int) -> str:
    return f"{more + 1} things waited for you" if more else "One thing waited for you"


def _rest(count: int) -> str:
    return f"{count} more stand in the portal." if count > 0 else ""


def _text(shown: Sequence[Letter], more: int, origin: str, brand: str, address: Callable[[str], str]) -> str:
    parts = [_head(more)]
    for letter in shown:
        said = words(letter)
        lines = [f"* {said.headline}", f"  {origin}{path(letter)}", f"  {said.reason} {_why(letter)}".rstrip()]
        lines.append(f"  No more {WHAT[letter.act]}: {address(letter.act)}")
        parts.append("\n".join(lines))
    rest = _rest(more + 1 - len(shown))
    foot = f"-- \n{brand}. What reaches you, and when: {origin}/account/notifications"
    foot += f"\nNo more {WHAT[DIGEST]}: {address(DIGEST)}"
    return "\n\n".join([*parts, *([rest] if rest else []), foot]) + "\n"


def _html(shown: Sequence[Letter], more: int, origin: str, brand: str, address: Callable[[str], str]) -> str:
    items = "".join(_item(letter, origin, address) for letter in shown)
    rest = _rest(more + 1 - len(shown))
    body = f'<ul style="margin:0 0 24px;padding:0;list-style:none">{items}</ul>'
    body += f'<p style="margin:0 0 24px">{escape(rest)}</p>' if rest else ""
    foot = (
        f'<a href="{escape(origin)}/account/notifications" style="color:#5d6267">What reaches you, and when</a> · '
        f'<a href="{escape(address(DIGEST))}" style="color:#5d6267">No more {escape(WHAT[DIGEST])}</a>'
    )
    return framed(_head(more), brand, body, foot)


def _item(letter: Letter, origin: str, address: Callable[[str], str]) -> str:
    said, grey = words(letter), "color:#5d6267"
    end = f'<a href="{escape(address(letter.act))}" style="{grey}">No more {escape(WHAT[letter.act])}</a>'
    link = f'<a href="{escape(origin + path(letter))}" style="color:#0b5f78;font-weight:500">'
    why = escape(f"{said.reason} {_why(letter)}".strip())
    return (
        '<li style="margin:0;padding:12px 0;border-top:1px solid #e5e2db;overflow-wrap:anywhere">'
        f"{link}{escape(said.headline)}</a>"
        f'<p style="margin:4px 0 0;{grey};font-size:13px">{why} {end}</p></li>'
    )
