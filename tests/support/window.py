"""A real browser's windows, and what must be true of every page that they show."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.person import Person

AXE = Path(__file__).parents[1] / "e2e" / "vendor" / "axe.min.js"
HEIGHT = 800
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Without preload, which fetches all style sheets again for the one rule that they must not lock the orientation.
FAULTS = """axe.run(document, {resultTypes: ["violations"], preload: false}).then((found) => found.violations.map(
  (one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`))"""

DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))"


@cache
def _axe() -> str:
    """The checks, as a statement without a value, which would be sent back."""
    return f"{AXE.read_text()}; undefined"


def chromium_path() -> str:
    """Where Chromium is; without one the test is left out, or fails where everything has to run."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not named:
        reason = "Chromium is not installed (set CHROMIUM to where it is)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return named


class Window:
    """One page of a browser, with everything it complained of."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url, self.complaints = page, url, []
        page.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda fault: self._note(str(fault)))

    def _note(self, text: str) -> None:
        self.complaints.append(f"{self.page.url}: {text}")

    def open(self, path: str) -> "Window":
        """Go to an address of the portal."""
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self

    def look(self, width: int, scheme: str) -> "Window":
        """Make it so wide, for somebody who likes it `light` or `dark`."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.evaluate(DRAWN)
        return self

    def faults(self) -> list[str]:
        """What is wrong with the page as it stands: it scrolls sideways, shuts somebody out, or complained."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        return [*self.too_wide(), *self.page.evaluate(FAULTS), *self.complaints]

    def too_wide(self) -> list[str]:
        """By how much the page scrolls sideways, if it does."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [f"{wide} px too wide"] if wide > 0 else []


class Browser:
    """Chromium."""

    def __init__(self, browser: Any, url: str) -> None:
        self._browser, self.url = browser, url

    @contextmanager
    def window(
        self, person: Person | None = None, width: int = 1280, scheme: str = "light", scripts: bool = True
    ) -> Iterator[Window]:
        """A window of its own, as somebody who has signed in or as a visitor."""
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        if person:
            session = person.session.cookies["session"]
            context.add_cookies([{"name": "session", "value": session, "url": self.url, "httpOnly": True}])
        try:
            yield Window(context.new_page(), self.url)
        finally:
            context.close()


@contextmanager
def chromium() -> Iterator[Any]:
    """One Chromium until the last test of this process is done with it: Playwright starts only once in a process."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield launched
        launched.close()
