"""What a list of sessions calls a browser: enough to know one's own again, no more."""

from gateway.catalogue import N_, Catalogue

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
ON, UNKNOWN = N_("%(browser)s on %(system)s"), N_("Unknown")


def device_name(user_agent: str) -> str:
    """`Firefox on Linux`; the beginning of the text for a program; `Unknown` for nothing."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return ON % {"browser": browser, "system": system}
    words = "".join(letter for letter in user_agent.split(" ")[0] if letter.isprintable())
    return browser or words[:60] or UNKNOWN


def device_in(catalogue: Catalogue, name: str) -> str:
    """What `device_name` made, in a language."""
    browser, on, system = name.partition(" on ")
    if on:
        return catalogue.say(ON, browser=browser, system=system)
    return catalogue.text(name) if name == UNKNOWN else name
