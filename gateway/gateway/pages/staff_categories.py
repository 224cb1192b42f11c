"""The category trees of articles and topics."""

from gateway.asked import asked
from gateway.pages.staff_audiences import every_audience
from gateway.panels import Made, Panel, page
from gateway.upstream import community, knowledge
from gateway.words import N_

LONGEST_ID = 64
GIVEN = ("categories", "edit", "staff")
LABELS = {"knowledge": N_("Articles"), "community": N_("Community")}


@page("/staff/categories", "staff_categories.html", by="staff")
def staff_categories():
    """Both trees, each as far as its service answers."""
    return {
        "knowledge": Panel(knowledge.staff_categories),
        "community": Panel(community.staff_categories),
        "all_audiences": Panel(every_audience),
        "trees": Made(_trees),
        "audiences": Made(_to_choose),
        "audience_names": Made(_names),
        "open_form": asked("open", LONGEST_ID) or "",
    }


def _trees(values):
    return [
        {"of": of, "label": label, **{name: values[of] and values[of][name] for name in GIVEN}}
        for of, label in LABELS.items()
    ]


def _to_choose(values):
    found = values["all_audiences"]
    return found and [one for one in found["items"] if not one["retired_at"]]


def _names(values):
    found = values["all_audiences"]
    return {one["id"]: one["name"] for one in found["items"]} if found else {}
