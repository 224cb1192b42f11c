"""Making an FAQ of a solved topic: what the community found out, with credit to those who did."""

from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Panel, page
from gateway.roles import WRITERS, check_has_one
from gateway.upstream import community, knowledge
from portalkit.errors import Refused


@page("/topics/<topic_id>/promote", "promote_topic.html", by="staff")
def promote_topic(topic_id):
    """Question and answer as a draft, for the readers of the topic; the author picks a category."""
    check_has_one(WRITERS)
    return {
        "draft": Panel(drafted, topic_id, need=True),
        "places": Panel(knowledge.new_article, need=True, gives=("categories",)),
        "audiences": Panel(audiences_to_choose),
    }


def drafted(caller, topic_id):
    """What an article out of a topic begins with: {topic, title, body, audiences, writers}. Raises Refused."""
    topic = community.topic(caller, topic_id)["topic"]
    if topic["accepted"] is None:
        raise Refused("not-solved", "An article begins with an accepted answer, and this topic has none.")
    question = community.topic_text(caller, topic["id"])["body"]
    answer = community.reply_text(caller, topic["accepted"]["id"])["body"]
    writers = {each["author"]["id"]: each["author"] for each in (topic, topic["accepted"])}
    return {
        "topic": topic,
        "title": topic["title"],
        "body": f"{question}\n\n## Answer\n\n{answer}",
        "audiences": topic["audiences"],
        "writers": list(writers.values()),
    }
