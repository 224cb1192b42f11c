"""Rules of audiences in words: a service says them in English, the portal in its reader's language.

`say(text, **values)` gives one of these texts in a language, with the values for its `%(name)s`.
"""

from collections.abc import Callable
from typing import Any

Say = Callable[..., str]
Rule = dict[str, Any]
NAMES = {  # what a field is called within a sentence
    "kind": "kind",
    "roles": "roles",
    "organisation": "organisation",
    "country": "country",
    "region": "region",
    "products": "products",
    "grade": "grade",
    "chapter": "chapter",
    "organisation_kind": "organisation kind",
    "organisation_role": "organisation role",
}
KINDS = ("customer", "staff")
SEVERAL = ("roles", "products")  # fields of which somebody has several values
JOINED = {"all": ", and ", "any": ", or "}
HOLDS = {  # (of several values, turned round)
    (False, False): "%(name)s is %(values)s",
    (False, True): "%(name)s is not %(values)s",
    (True, False): "%(name)s include %(values)s",
    (True, True): "%(name)s do not include %(values)s",
}
PARTNER = {True: "is a partner", False: "is not a partner"}
EITHER, OR, NOT = "%(values)s or %(last)s", " or ", "not (%(rule)s)"


def in_english(text: str, **values: Any) -> str:
    """A text as it stands here."""
    return text % values if values else text


def sentence(rule: Rule, say: Say = in_english) -> str:
    """The rule as a sentence."""
    return f"{_capital(_said(rule, say, outermost=True))}."


def clause(leaf: Rule, turned: bool, say: Say = in_english) -> str:
    """One leaf by itself, or what it means that it does not hold."""
    return _capital(condition(leaf, turned, say))


def condition(leaf: Rule, turned: bool, say: Say = in_english) -> str:
    """The same within a sentence."""
    ((field, values),) = leaf.items()
    if field == "partner":
        return say(OR).join(say(PARTNER[bool(value) is not turned]) for value in values)
    name = say(NAMES[field]) if field in NAMES else field.removeprefix("attributes.").replace("_", " ")
    said = [say(value) if field == "kind" and value in KINDS else str(value) for value in values]
    return say(HOLDS[field in SEVERAL, turned], name=name, values=_either(said, say))


def _said(rule: Rule, say: Say, outermost: bool = False) -> str:
    ((word, inner),) = rule.items()
    if word in JOINED:
        if len(inner) == 1:
            return _said(inner[0], say, outermost)
        text = say(JOINED[word]).join(_said(each, say) for each in inner)
        return text if outermost else f"({text})"
    if word == "not":
        ((below, under),) = inner.items()
        if below in JOINED and len(under) == 1:
            return _said({"not": under[0]}, say, outermost)
        if below in (*JOINED, "not"):
            return say(NOT, rule=_said(inner, say, outermost=True))
        return condition(inner, True, say)
    return condition(rule, False, say)


def _either(values: list[str], say: Say) -> str:
    return values[0] if len(values) == 1 else say(EITHER, values=", ".join(values[:-1]), last=values[-1])


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
