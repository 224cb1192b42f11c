"""What the gateway asks of accounts about how people sign in, and about proving who they are."""

from typing import Any

from gateway.upstream.accounts import DOORS, SERVICE
from gateway.upstream.caller import Caller, quoted


def begin(
    gateway: Caller, email: str, password: str, device: str, ip: str, known_device: str | None, remembered: str | None
) -> dict[str, Any]:
    """Sign in by the password: {signed_in: {session, sid, known_device, user}} or {ticket}, to go on with."""
    body = {"email": email, "password": password, "device": device, "ip": ip}
    body |= {"known_device": known_device, "remembered": remembered}
    return gateway.act(SERVICE, f"{DOORS}/sign-ins", body)  # type: ignore[no-any-return]


def finish(
    gateway: Caller, ticket: str, code: str | None, remember: bool, credential: str | None = None
) -> dict[str, Any]:
    """Go on with a ticket and a code, or a passkey: {session, sid, known_device, user, remembered}."""
    body = {"ticket": ticket, "code": code, "remember": remember, "credential": credential}
    return gateway.act(SERVICE, f"{DOORS}/sign-ins/finish", body)  # type: ignore[no-any-return]


def factors(caller: Caller) -> Any:
    """How the viewer signs in: {totp, recovery_codes, passkeys, takes_passkeys, remembered, proven_until}."""
    return caller.read(SERVICE, "/v1/me/factors")


def prove(caller: Caller, password: str | None, code: str | None, credential: str | None) -> None:
    """Prove who the viewer is, by what they have."""
    caller.act(SERVICE, "/v1/me/proof", {"password": password, "code": code, "credential": credential})


def change_password(caller: Caller, password: str) -> None:
    """Give the viewer another password."""
    caller.act(SERVICE, "/v1/me/password", {"password": password})


def begin_totp(caller: Caller) -> Any:
    """A secret for an app with codes: {secret, address}."""
    return caller.act(SERVICE, "/v1/me/totp")


def confirm_totp(caller: Caller, code: str) -> Any:
    """Let the app count, as a code of it proves that it has the secret: {codes}, for recovery."""
    return caller.act(SERVICE, "/v1/me/totp/confirm", {"code": code})


def remove_totp(caller: Caller) -> None:
    """Ask for no code any more."""
    caller.act(SERVICE, "/v1/me/totp", method="DELETE")


def make_recovery_codes(caller: Caller) -> Any:
    """Ten new recovery codes: {codes}."""
    return caller.act(SERVICE, "/v1/me/recovery-codes")


def remove_lost(caller: Caller, user_id: str) -> None:
    """Leave somebody else their password alone."""
    caller.act(SERVICE, f"/v1/users/{quoted(user_id)}/factors", method="DELETE")


def forget_browser(caller: Caller, browser_id: str) -> None:
    """Ask for the second factor in that browser again."""
    caller.act(SERVICE, f"/v1/me/remembered/{quoted(browser_id)}", method="DELETE")


def challenge(gateway: Caller, ip: str) -> str:
    """What a browser there uses a passkey by, as JSON."""
    return gateway.act(SERVICE, f"{DOORS}/passkeys/challenge", {"ip": ip})["options"]  # type: ignore[no-any-return]


def sign_in_by_passkey(gateway: Caller, credential: str, device: str, known_device: str | None) -> dict[str, Any]:
    """Sign in by what a browser's passkey answered: {session, sid, known_device, user}."""
    body = {"credential": credential, "device": device, "known_device": known_device}
    return gateway.act(SERVICE, f"{DOORS}/passkeys/sign-in", body)  # type: ignore[no-any-return]


def challenge_new(caller: Caller) -> str:
    """What the viewer's browser makes a passkey by, as JSON."""
    return caller.act(SERVICE, "/v1/me/passkeys/challenge")["options"]  # type: ignore[no-any-return]


def add_passkey(caller: Caller, name: str, credential: str) -> None:
    """Keep a passkey that the viewer's browser made."""
    caller.act(SERVICE, "/v1/me/passkeys", {"name": name, "credential": credential})


def remove_passkey(caller: Caller, passkey_id: str) -> None:
    """Let one of the viewer's passkeys open nothing any more."""
    caller.act(SERVICE, f"/v1/me/passkeys/{quoted(passkey_id)}", method="DELETE")
