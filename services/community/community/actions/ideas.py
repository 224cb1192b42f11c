"""Say what becomes of an idea."""

from community.actions import notes
from community.model import facts
from community.model.history import JUDGED
from community.model.idea import check_is_idea, clean_reason, told
from community.model.note import IDEA_JUDGED
from community.model.topic import Topic, check_shown
from community.store import history, topics
from portalkit import acts
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def judge_idea(tx: Transaction, staff: Viewer, topic_id: str, version: int | None, state: str, reason: str) -> Topic:
    """Set the state of an idea; who follows it is told why. Raises Missing, Refused, Invalid, Stale."""
    topic = topics.held(tx, staff, topic_id)
    check_is_idea(topic.kind)
    check_shown(topic)
    words = clean_reason(reason)
    if (state, words) == (topic.idea_state, topic.idea_reason):
        return topic
    changed = topics.change(tx, topic, version, idea_state=state, idea_reason=words)
    history.note(tx, staff, topic.id, JUDGED, note=told(state, words))
    before, after = ({"state": each.idea_state} for each in (topic, changed))
    acts.note_change(tx, staff, "topic.judged", topic.id, before, after)
    tx.publish("community.topic.restated.v1", changed, facts.topic(changed))
    notes.give(tx, IDEA_JUDGED, None, staff.id, topic.id, text=told(state, words))
    return changed
