"""What accounts writes to people: short, plain, with at most one thing to press, in the language they read in."""

from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

from babel.dates import format_date

from accounts.model.portal import Portal
from portalkit.catalogue import ENGLISH, N_, spoken

FOOT = N_("Sent by %(brand)s, %(origin)s, as somebody gave this address there.")
TRANSLATIONS = Path(__file__).parents[1] / "translations"

PAGE = (
    '<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
    '<body style="margin:0;padding:32px 16px;background:#f8f7f4;color:#181b1e;'
    'font:16px/1.55 system-ui,-apple-system,Segoe UI,Roboto,sans-serif">'
    '<div style="max-width:520px;margin:0 auto">'
    '<p style="margin:0 0 16px;font-weight:600;color:#0b5f78">{brand}</p>'
    '<div style="background:#ffffff;border:1px solid #e5e2db;border-radius:12px;padding:28px">'
    '<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">{title}</h1>{body}</div>'
    '<p style="margin:16px 0 0;font-size:13px;color:#5d6267">{foot}</p></div></body></html>'
)
PARAGRAPH = '<p style="margin:0 0 16px">{}</p>'
BUTTON = (
    '<p style="margin:24px 0"><a href="{url}" style="display:inline-block;background:#0b5f78;color:#ffffff;'
    'text-decoration:none;padding:12px 22px;border-radius:8px;font-weight:600">{label}</a></p>'
    '<p style="margin:0 0 16px;font-size:13px;color:#5d6267;word-break:break-all">{url}</p>'
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, in English; `values` stand in its `%(name)s`, days as the language writes them.

    `press` is a label and where it leads.
    """

    portal: Portal
    title: str
    before: list[str]
    press: tuple[str, str] | None
    after: list[str]
    values: dict[str, str | int | date] = field(default_factory=dict)


def written(letter: Letter, locale: str) -> tuple[str, str, str]:
    """Subject, text and HTML of a letter, in a language such as `de` or `de-AT`."""
    words, portal = spoken(TRANSLATIONS, locale), letter.portal
    values = {"brand": portal.brand, "origin": portal.origin, "forgot": portal.url("/forgot")} | {
        name: _day(value, words.language) if isinstance(value, date) else value for name, value in letter.values.items()
    }
    title, foot = words.say(letter.title), words.say(FOOT, **values)
    before, after = ([words.say(line, **values) for line in lines] for lines in (letter.before, letter.after))
    press = (words.say(letter.press[0]), letter.press[1]) if letter.press else None
    lines = [*before, *([f"{press[0]}:\n{press[1]}"] if press else []), *after]
    text = "\n\n".join([title, *lines, "-- \n" + foot]) + "\n"
    button = BUTTON.format(label=escape(press[0]), url=escape(press[1])) if press else ""
    body = "".join(PARAGRAPH.format(escape(line)) for line in before) + button
    body += "".join(PARAGRAPH.format(escape(line)) for line in after)
    html = PAGE.format(
        lang=words.language,
        dir=words.direction,
        title=escape(title),
        brand=escape(portal.brand),
        body=body,
        foot=escape(foot),
    )
    return f"{title} · {portal.brand}", text, html


def _day(day: date, language: str) -> str:
    return format_date(day, "d MMMM y" if language == ENGLISH else "long", locale=language)


def confirm_address(portal: Portal, token: str) -> Letter:
    """To whoever registered."""
    return Letter(
        portal,
        N_("Confirm your address"),
        [N_("Somebody, probably you, created an account at %(brand)s with this address.")],
        (N_("Confirm the address"), portal.url(f"/verify?token={token}")),
        [
            N_("The link works once, for 15 minutes."),
            N_("If it was not you, do nothing: without the link there is no account."),
        ],
    )


def has_account(portal: Portal) -> Letter:
    """To whoever registered with an address that has an account."""
    return Letter(
        portal,
        N_("You already have an account"),
        [N_("Somebody, probably you, wanted to create an account at %(brand)s with this address. It has one.")],
        (N_("Sign in"), portal.url("/signin")),
        [N_("If you do not know the password any more, choose a new one: %(forgot)s")],
    )


def choose_password(portal: Portal, token: str) -> Letter:
    """To whoever forgot the password."""
    return Letter(
        portal,
        N_("Choose a new password"),
        [N_("Somebody, probably you, asked for a new password at %(brand)s.")],
        (N_("Choose a new password"), portal.url(f"/reset?token={token}")),
        [
            N_("The link works once, for 15 minutes. Choosing a new password signs you out everywhere."),
            N_("If it was not you, do nothing: your password stays as it is."),
        ],
    )


def password_changed(portal: Portal) -> Letter:
    """To whoever has a new password."""
    return Letter(
        portal,
        N_("Your password was changed"),
        [N_("Your account at %(brand)s has a new password, and was signed out everywhere.")],
        None,
        [N_("If it was not you, choose another one at once: %(forgot)s")],
    )


def confirm_new_address(portal: Portal, token: str) -> Letter:
    """To the address that somebody wants to have from now on."""
    return Letter(
        portal,
        N_("Confirm your new address"),
        [N_("Somebody, probably you, wants to use this address for an account at %(brand)s from now on.")],
        (N_("Use this address"), portal.url(f"/address?token={token}")),
        [
            N_("The link works once, for two hours."),
            N_("If it was not you, do nothing: without the link nothing changes."),
        ],
    )


def address_is_taken(portal: Portal) -> Letter:
    """To an address that has an account, when somebody wants it for another."""
    return Letter(
        portal,
        N_("This address has an account already"),
        [
            N_(
                "Somebody, probably you, wanted to use this address for another account at %(brand)s. It has one, "
                "so nothing was changed."
            )
        ],
        (N_("Sign in"), portal.url("/signin")),
        [],
    )


def address_may_change(portal: Portal, wanted: str) -> Letter:
    """To the address there is, when somebody who knows the password wants another."""
    return Letter(
        portal,
        N_("Your address is about to change"),
        [
            N_(
                "Somebody, probably you, wants to use %(wanted)s for your account at %(brand)s instead of this "
                "address. It changes as soon as that is confirmed there."
            )
        ],
        None,
        [N_("If it was not you, choose a new password at once, which also stops this: %(forgot)s")],
        {"wanted": wanted},
    )


def address_changed(portal: Portal, now: str) -> Letter:
    """To the address that was, the last letter it gets."""
    return Letter(
        portal,
        N_("Your address was changed"),
        [N_("Your account at %(brand)s has the address %(now)s from now on. This one gets no more mail from us.")],
        None,
        [
            N_(
                "If it was not you, answer whoever runs the portal at once; with this address alone you cannot sign "
                "in now."
            )
        ],
        {"now": now},
    )


def export_is_ready(portal: Portal) -> Letter:
    """To whoever asked for what is held of them."""
    return Letter(
        portal,
        N_("Your data is ready"),
        [N_("Everything that %(brand)s holds about you is put together, service by service.")],
        (N_("Download it"), portal.url("/account/data")),
        [N_("It lies there for seven days, for you alone.")],
    )


HELD = N_(
    "There is a ground to keep your data for now, so the erasure waits; it is carried out by itself when that ends. "
    "The receipt says which ground it is, and until when."
)


def account_is_erased(portal: Portal, receipt: str, held: bool) -> Letter:
    """The last letter to whoever leaves; `held` says that there is a ground to keep their data for now."""
    return Letter(
        portal,
        N_("Your account is being erased"),
        [
            N_(
                "You asked %(brand)s to erase your account. It is closed, and you are signed out everywhere. "
                "What you wrote where others read it stays, by a former member."
            ),
            *([HELD] if held else ()),
        ],
        (N_("See the receipt"), portal.url(f"/receipt?token={receipt}")),
        [
            N_(
                "It says what each part of the portal has let go of and what is kept, and why. This is our last mail "
                "to you."
            )
        ],
    )


def factors_changed(portal: Portal, what: str, **values: str) -> Letter:
    """To whoever's ways to sign in are others now; `what` is a sentence, with `values` in it."""
    return Letter(
        portal,
        N_("How you sign in was changed"),
        [what],
        (N_("Look at how you sign in"), portal.url("/account/security")),
        [N_("If it was not you, choose a new password at once, and look there again: %(forgot)s")],
        {**values},
    )


def recovery_code_used(portal: Portal, left: int) -> Letter:
    """To whoever got in by a recovery code."""
    return Letter(
        portal,
        N_("A recovery code was used"),
        [N_("Somebody, probably you, proved with a recovery code to be the owner of your account. %(left)s are left.")],
        (N_("Make new codes"), portal.url("/account/security")),
        [N_("If it was not you, choose a new password at once, and make new codes: %(forgot)s")],
        {"left": left},
    )


def join_organisation(portal: Portal, organisation: str, token: str) -> Letter:
    """To whoever is invited into an organisation."""
    return Letter(
        portal,
        N_("You are invited"),
        [N_("An administrator of %(organisation)s invites you to join it at %(brand)s.")],
        (N_("Look at the invitation"), portal.url(f"/invitation?token={token}")),
        [
            N_("The link works once, for seven days. If you have no account yet, you can make one there."),
            N_("If you do not know what this is about, do nothing."),
        ],
        {"organisation": organisation},
    )
