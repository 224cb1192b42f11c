"""What the gateway asks of notify."""

from collections.abc import Mapping
from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "notify"
PAGES = "/internal/v1/pages"


def notifications(caller: Caller, cursor: str | None = None) -> Any:
    """A page of what the viewer was told: {items, unread, next}. The things need their owners' word."""
    return caller.read(SERVICE, f"{PAGES}/notifications", {"cursor": cursor})


def bell(caller: Caller) -> Any:
    """The newest of it: {items, unread}. The things need their owners' word."""
    return caller.read(SERVICE, f"{PAGES}/bell")


def deliveries(caller: Caller, query: Mapping[str, Any]) -> Any:
    """What became of everybody's messages: {items, counts, next}. The titles of things are their owners' to give."""
    return caller.read(SERVICE, f"{PAGES}/deliveries", query)


def try_again(caller: Caller, message_id: str) -> None:
    """Have what was given up of a message tried anew."""
    caller.act(SERVICE, f"/internal/v1/deliveries/{quoted(message_id)}/again")


def mark_read(caller: Caller, until: str) -> None:
    """Mark one message and all older ones as read."""
    caller.act(SERVICE, "/v1/messages/read", {"until": until})


def look_at_link(caller: Caller, token: str) -> Any:
    """Which mails an unsubscribe link ends: {what, kind, wanted}."""
    return caller.ask(SERVICE, "/internal/v1/unsubscribe/look", {"token": token})


def unsubscribe(caller: Caller, token: str) -> Any:
    """End the mails that a link ends: {what, kind, wanted}."""
    return caller.act(SERVICE, "/internal/v1/unsubscribe", {"token": token})


def preferences(caller: Caller) -> Any:
    """What the viewer wants, when and where: {kinds, zone, …, caps, forecast, channels, places, returned}."""
    return caller.read(SERVICE, "/v1/preferences")


def forecast(caller: Caller, kind: str, thing_id: str) -> Any:
    """How many mails the viewer would get who follows this besides: {forecast}."""
    return caller.read(SERVICE, "/v1/preferences/forecast", {"kind": kind, "thing_id": thing_id})


def reach(caller: Caller, category_id: str) -> Any:
    """How many a topic of the viewer in a category would be told to now: {number, groups, spends, partly}."""
    return caller.read(SERVICE, f"{PAGES}/reach/{quoted(category_id)}")


def told(caller: Caller, topic_id: str) -> Any:
    """How many were told of what the viewer wrote in a topic: {items}, of which each has {number, groups}."""
    return caller.read(SERVICE, f"{PAGES}/told/{quoted(topic_id)}")


def choose(caller: Caller, body: dict[str, Any]) -> None:
    """What the viewer wants from now on."""
    caller.act(SERVICE, "/v1/preferences", body, "PUT")


def end_kind(caller: Caller, kind: str) -> None:
    """The viewer wants to be told no more of a kind."""
    caller.act(SERVICE, "/v1/preferences/end", {"kind": kind})


def mail_again(caller: Caller) -> None:
    """Send mails to the viewer's address again, although they came back."""
    caller.act(SERVICE, "/v1/preferences/mail-again")


def add_place(caller: Caller, channel: str, name: str, data: Mapping[str, str]) -> None:
    """Reach the viewer at a place of theirs, such as a browser, too."""
    caller.act(SERVICE, "/internal/v1/places", {"channel": channel, "name": name, "data": data})


def remove_place(caller: Caller, place_id: str) -> None:
    """Reach the viewer there no more."""
    caller.act(SERVICE, f"/internal/v1/places/{quoted(place_id)}", method="DELETE")
