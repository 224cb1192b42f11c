"""Words for texts whose readers are few: such as stand in no other text, and common ones that do."""

import hashlib

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
COMMON = "The sensor drifts after a storm; rinse the electrode and log the turbidity."


def word(seed: str) -> str:
    """A word of twelve letters that nothing else contains, and that is far from every other one made here."""
    digest = hashlib.sha256(seed.encode()).digest()
    pairs = zip(digest[:6], digest[6:12], strict=True)
    return "".join(CONSONANTS[one % len(CONSONANTS)] + VOWELS[two % len(VOWELS)] for one, two in pairs)


def title(name: str, common: str = "Calibration") -> str:
    """The title of a thing: a common word and its own."""
    return f"{common} {word(name + ' title')}"


def body(name: str) -> str:
    """The text of a thing: common words, and one of its own that stands in none of its other fields."""
    return f"{COMMON} Look for the {word(name + ' body')}, drift by drift, before the next drift."


def place(name: str) -> str:
    """The name of a category."""
    return f"Place {word(name + ' place')}"


def words_of(name: str) -> list[str]:
    """The words by which a thing could be found, and nothing else."""
    return [word(f"{name} {part}") for part in ("title", "body", "place")]


def misspelt(text: str) -> str:
    """The word with two letters in the wrong order."""
    return text[:4] + text[5] + text[4] + text[6:]
