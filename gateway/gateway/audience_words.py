"""What accounts says of audiences and their rules, in the reader's language. What people named stays as it is."""

from collections.abc import Callable
from typing import Any

from gateway.service_words import told
from gateway.words import N_, _, pgettext
from portalkit.rule_words import KINDS, NAMES, clause, sentence
from portalkit.viewer import BUILT_IN

Told = dict[str, Any]
TEXTS = (  # of which portalkit makes a rule's words
    N_("kind"),
    N_("roles"),
    N_("organisation"),
    N_("country"),
    N_("region"),
    N_("products"),
    N_("grade"),
    N_("chapter"),
    N_("organisation kind"),
    N_("organisation role"),
    N_(", and "),
    N_(", or "),
    N_(" or "),
    N_("not (%(rule)s)"),
    N_("%(values)s or %(last)s"),
    N_("%(name)s is %(values)s"),
    N_("%(name)s is not %(values)s"),
    N_("%(name)s include %(values)s"),
    N_("%(name)s do not include %(values)s"),
    N_("is a partner"),
    N_("is not a partner"),
)
STEPS = NAMES | {"all": N_("all"), "any": N_("any"), "not": N_("not")}
BETWEEN, WRONG = " › ", " is not good here. "
VALUE = N_("%(value)s is not good here.")


def audience_told(one: Told) -> Told:
    """An audience with its rule in words, and what is built in by name, too."""
    said = one | {"words": sentence(one["rule"], _say) if one["rule"] else told(one["words"])}
    if one["id"] in BUILT_IN:
        said |= {name: told(one[name]) for name in ("name", "description") if name in one}
    if "reasons" in one:
        said["reasons"] = [_reason_told(each) for each in one["reasons"]]
    return said


def audiences_told(ask: Callable[..., Told], name: str) -> Callable[..., Told]:
    """A question whose answer has audiences under `name`, with these in words."""

    def asked(*args: Any) -> Told:
        answer = ask(*args)
        return answer | {name: [audience_told(one) for one in answer[name]]}

    return asked


def draft_told(seen: Told, rule: dict[str, Any] | None) -> Told:
    """What a draft's rule means, and each of its conditions."""
    conditions = [one | {"words": clause(one["leaf"], False, _say)} for one in seen["conditions"]]
    return seen | {"words": sentence(rule, _say) if rule else "", "conditions": conditions}


def fault_told(text: str) -> str:
    """What is wrong with a rule; accounts says first at which place of the rule it is."""
    place, colon, what = text.partition(": ")
    if not colon:
        return told(text)
    steps = (_(STEPS[step]) if step in STEPS else step for step in place.split(BETWEEN))
    value, wrong, wanted = what.partition(WRONG)
    said = f"{_(VALUE, value=value)} {told(wanted)}" if wrong else told(what)
    return f"{BETWEEN.join(steps)}: {said}"


def _reason_told(one: Told) -> Told:
    leaf, known = one["leaf"], told(one["known"])
    if leaf is None:
        return one | {"words": told(one["words"]), "known": known}
    return one | {"words": clause(leaf, one["turned"], _say), "known": _say(known) if "kind" in leaf else known}


def _say(text: str, **values: Any) -> str:
    """A text of a rule; whose kind it is has a word of its own."""
    if text in KINDS:
        return pgettext("of a person", "customer") if text == "customer" else pgettext("of a person", "staff")
    return _(text, **values)
