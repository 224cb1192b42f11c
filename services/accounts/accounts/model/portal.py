"""What the portal is called and where it is, for mails and password rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal as its people know it. Links lead to `origin`, wherever a request came in."""

    brand: str
    origin: str

    def url(self, path: str) -> str:
        """An address in the portal."""
        return f"{self.origin.rstrip('/')}{path}"
