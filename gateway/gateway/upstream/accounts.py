"""What the gateway asks of accounts."""

from collections.abc import Mapping
from typing import Any

import orjson

from gateway.upstream.caller import Caller, decoded, quoted

SERVICE = "accounts"
DOORS = "/internal/v1"


def whoami(caller: Caller, session: str, visiting: bool, seconds: float) -> Any:
    """Who a session belongs to: {signed_in, version, viewer, sid, viewing, last_visit_at}. Raises Unanswered.

    `visiting`: a page is opened.
    """
    body = orjson.dumps({"session": session, "visiting": visiting})
    answer = caller.send(SERVICE, "POST", f"{DOORS}/whoami", None, (), body, repeatable=True, seconds=seconds)
    return decoded(SERVICE, answer)


def sign_out(gateway: Caller, session: str) -> None:
    """End a session."""
    gateway.act(SERVICE, f"{DOORS}/sign-out", {"session": session})


def register(gateway: Caller, name: str, email: str, password: str, locale: str, key: str) -> None:
    """Ask for an account; whether there is one already is told by mail alone."""
    body = {"name": name, "email": email, "password": password, "locale": locale}
    gateway.create(SERVICE, f"{DOORS}/registrations", body, key)


def link_purpose(gateway: Caller, token: str) -> str | None:
    """What a mailed link is good for now: verify, reset, address or nothing."""
    return gateway.ask(SERVICE, f"{DOORS}/links/look", {"token": token})["purpose"]  # type: ignore[no-any-return]


def verify(gateway: Caller, token: str) -> None:
    """Confirm an address by its mailed link."""
    gateway.act(SERVICE, f"{DOORS}/verifications", {"token": token})


def ask_for_password(gateway: Caller, email: str) -> None:
    """Mail a link for a new password, if there is such an account."""
    gateway.act(SERVICE, f"{DOORS}/password-resets", {"email": email})


def choose_password(gateway: Caller, token: str, password: str) -> None:
    """Set a new password by a mailed link."""
    gateway.act(SERVICE, f"{DOORS}/passwords", {"token": token, "password": password})


def sessions(caller: Caller) -> Any:
    """Where the viewer is signed in: {items}."""
    return caller.read(SERVICE, f"{DOORS}/pages/sessions")


def end_session(caller: Caller, session_id: str) -> None:
    """End one of the viewer's sessions."""
    caller.act(SERVICE, f"/v1/me/sessions/{quoted(session_id)}", method="DELETE")


def end_other_sessions(caller: Caller) -> None:
    """End all of the viewer's sessions but this one."""
    caller.act(SERVICE, "/v1/me/sessions/end-others")


def rename(caller: Caller, name: str) -> None:
    """Change the viewer's own name."""
    caller.change(SERVICE, "/v1/me", {"name": name}, "*")


def choose_language(caller: Caller, locale: str) -> None:
    """Read the portal in this language from now on."""
    caller.act(SERVICE, "/v1/me/language", {"locale": locale})


def address(caller: Caller) -> Any:
    """The viewer's own address, and another that waits to be confirmed: {email, wanted, until}."""
    return caller.read(SERVICE, "/v1/me/address")


def ask_for_address(caller: Caller, email: str) -> Any:
    """Have a link mailed to the address that the viewer wants; what `address` gives."""
    return caller.act(SERVICE, "/v1/me/address", {"email": email})


def keep_address(caller: Caller) -> None:
    """Want no other address any more."""
    caller.act(SERVICE, "/v1/me/address", method="DELETE")


def confirm_address(gateway: Caller, token: str) -> Any:
    """Use a new address by its mailed link: {email}."""
    return gateway.act(SERVICE, f"{DOORS}/addresses", {"token": token})


def audiences(caller: Caller) -> Any:
    """All audiences for the staff's page: {items}."""
    return caller.read(SERVICE, f"{DOORS}/pages/staff/audiences")


def audience(caller: Caller, audience_id: str) -> Any:
    """One audience."""
    return caller.read(SERVICE, f"/v1/audiences/{quoted(audience_id)}")


def preview(caller: Caller, rule: dict[str, Any] | None) -> Any:
    """Whom a rule would let in: {words, people, everybody, sample, conditions, known}."""
    return caller.ask(SERVICE, f"{DOORS}/audiences/preview", {"rule": rule})


def reach(caller: Caller, audiences: list[str]) -> Any:
    """Who is in all of these: {everyone, people, sample, demands}."""
    return caller.ask(SERVICE, f"{DOORS}/audiences/reach", {"audiences": audiences})


def why(caller: Caller, audiences: list[str], person: str) -> Any:
    """Why a person is in all of these, or not: {person, candidates, inside, demands}."""
    return caller.ask(SERVICE, f"{DOORS}/audiences/why", {"audiences": audiences, "person": person})


def create_audience(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Make an audience from {name, description, rule, owner_id, deputy_id}; the audience."""
    return caller.create(SERVICE, "/v1/audiences", body, key)


def change_audience(caller: Caller, audience_id: str, body: dict[str, Any], version: str) -> None:
    """Change {name, description, rule, owner_id, deputy_id} of an audience."""
    caller.change(SERVICE, f"/v1/audiences/{quoted(audience_id)}", body, version)


def retire_audience(caller: Caller, audience_id: str, version: str) -> None:
    """Leave nobody in an audience, for good."""
    caller.change(SERVICE, f"/v1/audiences/{quoted(audience_id)}/retire", None, version, "POST")


def keepers(caller: Caller) -> Any:
    """Who of the staff can look after an audience."""
    return caller.read(SERVICE, f"{DOORS}/pages/staff/keepers")["items"]


def ownerless(caller: Caller) -> Any:
    """The audiences and personas that nobody looks after, each with its `kind`."""
    return caller.read(SERVICE, f"{DOORS}/pages/staff/ownerless")["items"]


def audit(caller: Caller, query: Mapping[str, Any]) -> Any:
    """What was done, newest first, by {object, actor, action, first_day, last_day, limit, cursor}, and the chain."""
    return caller.read(SERVICE, f"{DOORS}/pages/staff/audit", query)


def start_view(caller: Caller, user_id: str) -> None:
    """Let the viewer's session see what that person sees, for half an hour."""
    caller.act(SERVICE, f"{DOORS}/views", {"user_id": user_id})


def start_view_in(caller: Caller, audience_id: str) -> None:
    """Let it see, as long, what somebody sees who is in this audience and no other."""
    caller.act(SERVICE, f"{DOORS}/views/audience", {"audience_id": audience_id})


def stop_view(gateway: Caller, session: str) -> None:
    """Let a session see its own again."""
    gateway.act(SERVICE, f"{DOORS}/views/stop", {"session": session})


def people(caller: Caller, query: Mapping[str, Any]) -> Any:
    """A page of people, newest first, by {text, role, state, cursor}: {items, next}."""
    return caller.read(SERVICE, "/v1/users", query)


def person(caller: Caller, user_id: str) -> Any:
    """A person with audiences and what was done lately: {user, audiences, sessions, roles, records, may_view}."""
    return caller.read(SERVICE, f"{DOORS}/pages/staff/person/{quoted(user_id)}")


def change_person(caller: Caller, user_id: str, body: dict[str, Any], version: str) -> None:
    """Change a person's roles, kind, organisation, attributes or state."""
    caller.change(SERVICE, f"/v1/users/{quoted(user_id)}", body, version)
