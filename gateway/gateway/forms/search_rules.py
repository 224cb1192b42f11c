"""Writing the draft of synonyms and pins, publishing it, and bringing earlier ones back."""

import re

from gateway.asked import IDENTIFIER
from gateway.forms.form import form
from gateway.pages.staff_search_rules import search_preview, search_rules
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid, Missing

PLACE = "/staff/searches/rules"
ADDRESS = re.compile(r"(?:^|/)(article|topic)s/([0-9a-f-]{36})(?:[-/?#]|$)")
BETWEEN = re.compile(r"[,\n]")


@form(f"{PLACE}/synonyms/add", by="staff", takes=("words", "means", "language"), again=search_rules)
def add_synonym(sent):
    """Other words for what people type, in one direction or in both."""
    made = {"words": _words(sent["words"]), "means": _words(sent["means"]), "language": sent["language"]}
    if not made["words"]:
        raise Invalid({"words": [_("Write at least one word.")]})
    return _write(sent, lambda rules: rules["synonyms"].append(made), _("It is in the draft."))


@form(f"{PLACE}/synonyms/remove", by="staff", takes=("number",), again=search_rules)
def remove_synonym(sent):
    """By its place in the draft that was shown."""

    def remove(rules):
        number = _number(sent["number"])
        if number >= len(rules["synonyms"]):
            raise Missing()
        del rules["synonyms"][number]

    return _write(sent, remove, _("It is gone from the draft."))


@form(f"{PLACE}/pins/add", by="staff", takes=("query", "thing"), again=search_rules)
def add_pin(sent):
    """Something to stand behind what is pinned for that search already."""
    found = ADDRESS.search(sent["thing"][:1000])
    if found is None:
        raise Invalid({"thing": [_("Paste the address of an article or a topic of this portal.")]})

    def add(rules):
        pin = next((each for each in rules["pins"] if each["query"] == sent["query"]), None)
        if pin is None:
            pin = {"query": sent["query"], "things": []}
            rules["pins"].append(pin)
        pin["things"].append({"kind": found[1], "id": found[2]})

    return _write(sent, add, _("It is in the draft."))


@form(f"{PLACE}/pins/change", by="staff", takes=("query", "id", "do"), again=search_rules)
def change_pin(sent):
    """One of them goes up, or goes."""

    def change(rules):
        pin = next((each for each in rules["pins"] if each["query"] == sent["query"]), None)
        places = [place for place, thing in enumerate(pin["things"]) if thing["id"] == sent["id"]] if pin else []
        if not places:
            raise Missing()
        thing = pin["things"].pop(places[0])
        if sent["do"] == "up":
            pin["things"].insert(max(0, places[0] - 1), thing)
        rules["pins"] = [each for each in rules["pins"] if each["things"]]

    return _write(sent, change, _("The draft has changed."))


@form("/staff/searches/publish", by="staff", takes=("note",), again=search_preview)
def publish_search_rules(sent):
    """From now on every search goes by the draft's rules."""
    knowledge.publish_search_rules(visit().services, sent.only("note"), sent.version)
    return done(PLACE, _("Published. Every search goes by these rules now."))


@form(f"{PLACE}/discard", by="staff", again=search_rules)
def discard_draft(sent):
    """The draft is again what counts already."""

    counts = knowledge.search_rules(visit().services, None)["counts"]
    return _write(sent, lambda rules: rules.update(counts), _("The draft has no changes any more."))


@form(f"{PLACE}/bring-back", by="staff", takes=("number", "note"), again=search_rules)
def bring_back(sent):
    """Rules that were published before count again, as the newest."""
    number = _number(sent["number"])
    knowledge.bring_search_rules_back(visit().services, sent.only("note") | {"number": number})
    return done(PLACE, _("The rules of version %(number)s count again.", number=number))


def _number(text):
    """A number as a form of ours sends it. Raises Missing."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Missing()
    return int(text)


def _words(text):
    return [word[:IDENTIFIER] for each in BETWEEN.split(text[:2000]) if (word := " ".join(each.split()))]


def _write(sent, change, notice):
    """Change the draft as it is; whoever read an older one is told."""
    rules = knowledge.search_rules(visit().services, None)["draft"]["rules"]
    change(rules)
    knowledge.write_search_rules(visit().services, rules, sent.version)
    return done(PLACE, notice)
