"""What can go wrong in a way the caller should hear about; the web module turns each into a problem (RFC 9457)."""


class Fault(Exception):
    """Base of all answers that are not a success. `slug` names the kind, `detail` is a sentence for people."""

    status = 500
    slug = "internal"
    title = "Something went wrong"

    def __init__(self, detail: str = "", slug: str | None = None, status: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.slug = slug or self.slug
        self.status = status or self.status


class Missing(Fault):
    """There is no such thing, or not for this viewer: the two are the same answer."""

    status, slug, title = 404, "not-found", "Not found"


class Refused(Fault):
    """A rule forbids it. The slug names the rule."""

    status, slug, title = 409, "refused", "Refused"

    def __init__(self, slug: str, detail: str, status: int | None = None) -> None:
        super().__init__(detail, slug, status)


class Forbidden(Fault):
    """The viewer may not do this at all."""

    status, slug, title = 403, "forbidden", "Not allowed"


class Unidentified(Fault):
    """Nobody is signed in, or the token is not good."""

    status, slug, title = 401, "unauthenticated", "Sign in first"


class Stale(Fault):
    """The thing has changed since the caller read it."""

    status, slug, title = 412, "stale", "Somebody else changed this"


class Invalid(Fault):
    """The input breaks a rule: `fields` has messages by field name."""

    status, slug, title = 422, "invalid", "Some fields need attention"

    def __init__(self, fields: dict[str, list[str]], detail: str = "Some fields need attention.") -> None:
        super().__init__(detail)
        self.fields = fields


class Throttled(Fault):
    """Too much in too short a time; good again after `retry_after` seconds."""

    status, slug, title = 429, "too-many-requests", "Too many requests"

    def __init__(self, retry_after: int, detail: str = "") -> None:
        super().__init__(detail or f"Too many tries. Wait {retry_after} seconds and try again.")
        self.retry_after = retry_after


class Unavailable(Fault):
    """Something this answer needs does not answer just now."""

    status, slug, title = 503, "unavailable", "Not available just now"

    def __init__(self, detail: str = "", retry_after: int = 5) -> None:
        super().__init__(detail or "This is not available just now. Try again in a moment.")
        self.retry_after = retry_after


class Poison(Exception):
    """An event that no number of tries will make good: it is parked at once."""
