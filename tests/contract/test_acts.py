"""Whatever can be recorded in the audit log has words on its page."""

import json
from pathlib import Path

from accounts.model.audit import ACTS
from gateway.acts import WORDS

SERVICES = Path(__file__).resolve().parents[2] / "services"


def test_every_act_of_every_service_has_words_and_every_word_an_act():
    told = set(ACTS)
    for path in SERVICES.glob("*/contracts/publishes/*.act.done.v1.json"):
        data = json.loads(path.read_text())["properties"]["data"]["properties"]
        told |= {f"{path.name.split('.')[0]}.{act}" for act in data["act"]["enum"]}
    assert told == set(WORDS)
