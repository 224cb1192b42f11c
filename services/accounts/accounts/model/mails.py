"""What accounts writes to people: short, plain, with at most one thing to press."""

from collections.abc import Sequence
from html import escape

from accounts.model.portal import Portal

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
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

Letter = tuple[str, str, str]  # subject, text, HTML


def _letter(
    portal: Portal, title: str, before: Sequence[str], press: tuple[str, str] | None, after: Sequence[str]
) -> Letter:
    foot = f"Sent by {portal.brand}, {portal.origin}, as somebody gave this address there."
    lines = [*before, *([f"{press[0]}:\n{press[1]}"] if press else []), *after]
    text = "\n\n".join([title, *lines, "-- \n" + foot]) + "\n"
    button = BUTTON.format(label=escape(press[0]), url=escape(press[1])) if press else ""
    body = "".join(PARAGRAPH.format(escape(line)) for line in before) + button
    body += "".join(PARAGRAPH.format(escape(line)) for line in after)
    html = PAGE.format(title=escape(title), brand=escape(portal.brand), body=body, foot=escape(foot))
    return f"{title} · {portal.brand}", text, html


def confirm_address(portal: Portal, token: str) -> Letter:
    """To whoever registered."""
    return _letter(
        portal,
        "Confirm your address",
        [f"Somebody, probably you, created an account at {portal.brand} with this address."],
        ("Confirm the address", portal.url(f"/verify?token={token}")),
        [
            "The link works once, for 15 minutes.",
            "If it was not you, do nothing: without the link there is no account.",
        ],
    )


def has_account(portal: Portal) -> Letter:
    """To whoever registered with an address that has an account."""
    return _letter(
        portal,
        "You already have an account",
        [f"Somebody, probably you, wanted to create an account at {portal.brand} with this address. It has one."],
        ("Sign in", portal.url("/signin")),
        [f"If you do not know the password any more, choose a new one: {portal.url('/forgot')}"],
    )


def choose_password(portal: Portal, token: str) -> Letter:
    """To whoever forgot the password."""
    return _letter(
        portal,
        "Choose a new password",
        [f"Somebody, probably you, asked for a new password at {portal.brand}."],
        ("Choose a new password", portal.url(f"/reset?token={token}")),
        [
            "The link works once, for 15 minutes. Choosing a new password signs you out everywhere.",
            "If it was not you, do nothing: your password stays as it is.",
        ],
    )


def password_changed(portal: Portal) -> Letter:
    """To whoever has a new password."""
    return _letter(
        portal,
        "Your password was changed",
        [f"Your account at {portal.brand} has a new password, and was signed out everywhere."],
        None,
        [f"If it was not you, choose another one at once: {portal.url('/forgot')}"],
    )


def confirm_new_address(portal: Portal, token: str) -> Letter:
    """To the address that somebody wants to have from now on."""
    return _letter(
        portal,
        "Confirm your new address",
        [f"Somebody, probably you, wants to use this address for an account at {portal.brand} from now on."],
        ("Use this address", portal.url(f"/address?token={token}")),
        ["The link works once, for two hours.", "If it was not you, do nothing: without the link nothing changes."],
    )


def address_is_taken(portal: Portal) -> Letter:
    """To an address that has an account, when somebody wants it for another."""
    return _letter(
        portal,
        "This address has an account already",
        [
            f"Somebody, probably you, wanted to use this address for another account at {portal.brand}. It has one, "
            "so nothing was changed."
        ],
        ("Sign in", portal.url("/signin")),
        [],
    )


def address_may_change(portal: Portal, wanted: str) -> Letter:
    """To the address there is, when somebody who knows the password wants another."""
    return _letter(
        portal,
        "Your address is about to change",
        [
            f"Somebody, probably you, wants to use {wanted} for your account at {portal.brand} instead of this "
            "address. It changes as soon as that is confirmed there."
        ],
        None,
        [f"If it was not you, choose a new password at once, which also stops this: {portal.url('/forgot')}"],
    )


def address_changed(portal: Portal, now: str) -> Letter:
    """To the address that was, the last letter it gets."""
    return _letter(
        portal,
        "Your address was changed",
        [f"Your account at {portal.brand} has the address {now} from now on. This one gets no more mail from us."],
        None,
        ["If it was not you, answer whoever runs the portal at once; with this address alone you cannot sign in now."],
    )


def export_is_ready(portal: Portal) -> Letter:
    """To whoever asked for what is held of them."""
    return _letter(
        portal,
        "Your data is ready",
        [f"Everything that {portal.brand} holds about you is put together, service by service."],
        ("Download it", portal.url("/account/data")),
        ["It lies there for seven days, for you alone."],
    )


def account_is_erased(portal: Portal, receipt: str) -> Letter:
    """The last letter to whoever leaves."""
    return _letter(
        portal,
        "Your account is being erased",
        [
            f"You asked {portal.brand} to erase your account. It is closed, and you are signed out everywhere. "
            "What you wrote where others read it stays, by a former member."
        ],
        ("See the receipt", portal.url(f"/receipt?token={receipt}")),
        ["It says what each part of the portal has let go of and what is kept, and why. This is our last mail to you."],
    )


def factors_changed(portal: Portal, what: str) -> Letter:
    """To whoever's ways to sign in are others now; `what` is a sentence."""
    return _letter(
        portal,
        "How you sign in was changed",
        [what],
        ("Look at how you sign in", portal.url("/account/security")),
        [f"If it was not you, choose a new password at once, and look there again: {portal.url('/forgot')}"],
    )


def recovery_code_used(portal: Portal, left: int) -> Letter:
    """To whoever got in by a recovery code."""
    return _letter(
        portal,
        "A recovery code was used",
        [f"Somebody, probably you, proved with a recovery code to be the owner of your account. {left} are left."],
        ("Make new codes", portal.url("/account/security")),
        [f"If it was not you, choose a new password at once, and make new codes: {portal.url('/forgot')}"],
    )


def join_organisation(portal: Portal, organisation: str, token: str) -> Letter:
    """To whoever is invited into an organisation."""
    return _letter(
        portal,
        "You are invited",
        [f"An administrator of {organisation} invites you to join it at {portal.brand}."],
        ("Look at the invitation", portal.url(f"/invitation?token={token}")),
        [
            "The link works once, for seven days. If you have no account yet, you can make one there.",
            "If you do not know what this is about, do nothing.",
        ],
    )
