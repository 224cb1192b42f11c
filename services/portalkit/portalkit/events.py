"""The envelope of a fact: CloudEvents 1.0 with the thing's version, the request behind it and its personal part."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Event:
    """One fact about one thing. `personal` holds names and addresses of `person` and nothing else does."""

    id: str
    type: str
    source: str
    subject: str
    version: int
    time: datetime
    data: dict[str, Any]
    requestid: str | None = None
    person: str | None = None
    personal: dict[str, Any] = field(default_factory=dict)
    traceparent: str | None = None

    def to_json(self, with_personal: bool = True) -> bytes:
        """The envelope as it travels (`application/cloudevents+json`)."""
        envelope: dict[str, Any] = {
            "specversion": "1.0",
            "id": self.id,
            "type": self.type,
            "source": self.source,
            "subject": self.subject,
            "time": self.time.isoformat(),
            "version": self.version,
            "data": self.data,
        }
        if self.requestid:
            envelope["requestid"] = self.requestid
        if self.traceparent:
            envelope["traceparent"] = self.traceparent
        if with_personal and self.person:
            envelope["person"], envelope["personal"] = self.person, self.personal
        return orjson.dumps(envelope)

    @classmethod
    def from_json(cls, text: bytes | str) -> "Event":
        """Read an envelope. Raises ValueError when it is not one."""
        envelope = orjson.loads(text)
        if not isinstance(envelope, dict) or envelope.get("specversion") != "1.0":
            raise ValueError("not a CloudEvents 1.0 envelope")
        try:
            return cls(
                id=str(envelope["id"]),
                type=str(envelope["type"]),
                source=str(envelope["source"]),
                subject=str(envelope["subject"]),
                version=int(envelope["version"]),
                time=datetime.fromisoformat(envelope["time"]),
                data=dict(envelope["data"]),
                requestid=envelope.get("requestid"),
                traceparent=envelope.get("traceparent"),
                person=envelope.get("person"),
                personal=dict(envelope.get("personal") or {}),
            )
        except (KeyError, TypeError) as fault:
            raise ValueError(f"envelope without {fault}") from fault


def matches(pattern: str, name: str) -> bool:
    """Whether a name falls under a pattern such as `accounts.user.*.v1`; `*` is exactly one word, as in AMQP."""
    wanted, words = pattern.split("."), name.split(".")
    return len(wanted) == len(words) and all(w in ("*", word) for w, word in zip(wanted, words, strict=True))
