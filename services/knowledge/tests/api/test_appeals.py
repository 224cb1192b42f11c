"""Who commented is told why that was hidden, appeals once, and somebody else looks at it again."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.store.tables import comment_history, decisions, notices, people
from portalkit.testing import Client, at_once
from portalkit.viewer import Viewer


def a_moderator(house: Any, id: str = "mo", version: int = 1, inside: tuple[str, ...] = ("members", "staff")) -> Viewer:
    """Somebody who moderates, and whom knowledge has heard of."""
    audiences = ["everyone", *inside]
    said = {"kind": "staff", "state": "active", "roles": ["moderator"], "audiences": audiences}
    house.tell("accounts.user.changed.v1", id, said, version=version, person=id, personal={"name": id.title()})
    house.work()
    return Viewer(id, "staff", frozenset({"moderator"}), frozenset(audiences))


@pytest.fixture
def mo(house: Any) -> Viewer:
    return a_moderator(house)


@pytest.fixture
def sue(house: Any) -> Viewer:
    return a_moderator(house, "sue")


@pytest.fixture
def article(house: Any) -> dict[str, Any]:
    return dict(house.article(house.category(), audiences=("everyone",)))


@pytest.fixture
def comment(house: Any, article: dict[str, Any], mo: Viewer) -> dict[str, Any]:
    """Ann's comment, which Mo hid."""
    answer = house.client.post(f"/v1/articles/{article['id']}/comments", {"body": "Buy *shoes*."}, house.MEMBER)
    return dict(hide(house, answer.json["id"], mo).json)


def hide(house: Any, id: str, by: Viewer, hidden: bool = True) -> Any:
    body = {"hidden": hidden, "reason": "An advertisement." if hidden else ""}
    return house.client.put(f"/v1/comments/{id}/hidden", body, by, If_Match="*")


def decision_of(house: Any, comment: dict[str, Any]) -> str:
    return str(house.page(f"comment/{comment['id']}", house.MEMBER)["comment"]["decision_id"])


def look(house: Any, id: str, by: Viewer) -> Any:
    return house.client.get(f"/v1/decisions/{id}", by)


def appeal(house: Any, id: str, by: Viewer | None = None, text: str = "They are water shoes.") -> Any:
    return house.client.post(f"/v1/decisions/{id}/appeal", {"text": text}, by or house.MEMBER)


def judge(house: Any, id: str, outcome: str, by: Viewer, reason: str = "They are shoes.", version: Any = None) -> Any:
    match = {"If_Match": "*" if version is None else f'"{version}"'}
    return house.client.put(f"/v1/decisions/{id}/outcome", {"outcome": outcome, "reason": reason}, by, **match)


def waiting(house: Any, by: Viewer) -> list[str]:
    return [row["id"] for row in house.client.get("/v1/moderation/appeals", by).json["items"]]


def told(house: Any) -> list[tuple[str, str, str | None]]:
    """What Ann was told: the act, what was said with it, and which decision it is about."""
    mine = select(notices).where(notices.c.person_id == "ann").order_by(notices.c.id)
    with house.database.reading() as db:
        return [(row.act, row.text, row.decision_id) for row in db.rows(mine)]


def test_who_commented_reads_why_it_is_hidden_and_other_readers_nothing(house: Any, comment: Any, mo: Viewer) -> None:
    id = decision_of(house, comment)
    seen = look(house, id, house.MEMBER).json
    assert (seen["reason"], seen["mine"], seen["can"]) == (
        "An advertisement.",
        True,
        {"appeal": True, "judge": False},
    )
    assert "<em>shoes</em>" in seen["comment"]["html"] and seen["comment"]["id"] == comment["id"]
    assert [look(house, id, other).status_code for other in (house.OWNER, house.STAFF, house.VISITOR)] == [
        404,
        404,
        401,
    ]
    assert not look(house, id, house.AUTHOR).json["can"]["judge"] and not look(house, id, mo).json["mine"]
    assert told(house) == [("comment-hidden", "An advertisement.", id)]


def test_the_writer_appeals_once_and_the_appeal_comes_to_the_queue(house: Any, comment: Any, sue: Viewer) -> None:
    id = decision_of(house, comment)
    assert [appeal(house, id, other).status_code for other in (house.OWNER, sue)] == [404, 404]
    assert appeal(house, id, text=" ").status_code == 422 and waiting(house, sue) == []
    assert appeal(house, id).status_code == 201
    again = appeal(house, id, text="Please!")
    assert (again.status_code, again.json["slug"]) == (409, "appealed-already")
    [row] = house.client.get("/v1/moderation/appeals", sue).json["items"]
    assert (row["id"], row["appeal"], row["can"]["judge"]) == (id, "They are water shoes.", True)
    assert house.client.get("/v1/moderation/appeals", house.AUTHOR).status_code == 403


def test_another_moderator_reverses_and_the_comment_is_there_again(
    house: Any, article: Any, comment: Any, sue: Viewer
) -> None:
    id = decision_of(house, comment)
    appeal(house, id)
    assert judge(house, id, "reversed", sue, "Fair enough.").json["outcome"] == "reversed"
    assert house.page(f"article/{article['id']}")["comments"]["count"] == 1 and waiting(house, sue) == []
    assert told(house)[-1] == ("comment-shown", "Fair enough.", id)
    assert judge(house, id, "upheld", sue).json["slug"] == "no-appeal"
    assert look(house, id, house.MEMBER).json["outcome_reason"] == "Fair enough."
    acts = house.client.get(f"/v1/comments/{comment['id']}/history", house.MEMBER).json["items"]
    assert [each["act"] for each in acts] == ["shown", "appealed", "hidden"]


def test_another_moderator_upholds_with_a_reason_and_it_stays_hidden(
    house: Any, article: Any, comment: Any, sue: Viewer
) -> None:
    id = decision_of(house, comment)
    appeal(house, id)
    assert judge(house, id, "upheld", sue, " ").status_code == 422
    assert judge(house, id, "upheld", sue).status_code == 200
    seen = look(house, id, house.MEMBER).json
    assert (seen["outcome"], seen["outcome_reason"], seen["can"]["appeal"]) == ("upheld", "They are shoes.", False)
    assert told(house)[-1] == ("comment-upheld", "They are shoes.", id)
    assert house.page(f"article/{article['id']}")["comments"]["count"] == 0
    assert appeal(house, id).json["slug"] == "appealed-already"
    hide(house, comment["id"], sue, hidden=False)
    assert look(house, id, house.MEMBER).json["outcome"] == "reversed"


def test_who_hid_it_does_not_judge_unless_nobody_else_can(house: Any, comment: Any, mo: Viewer, sue: Viewer) -> None:
    id = decision_of(house, comment)
    appeal(house, id)
    assert not look(house, id, mo).json["can"]["judge"]
    assert judge(house, id, "upheld", mo).json["slug"] == "your-own-decision"
    assert judge(house, id, "upheld", house.AUTHOR).status_code == 403
    a_moderator(house, "sue", 2, inside=())  # who may read it as everybody may
    assert not look(house, id, mo).json["can"]["judge"]
    said = {"kind": "staff", "state": "suspended", "roles": ["moderator"], "audiences": ["everyone"]}
    house.tell("accounts.user.changed.v1", "sue", said, version=3, person="sue", personal={"name": "Sue"})
    house.work()
    assert look(house, id, mo).json["can"]["judge"] and judge(house, id, "upheld", mo).status_code == 200


def test_a_moderator_who_may_not_read_the_article_is_nobody_else(house: Any, mo: Viewer, sue: Viewer) -> None:
    inside = replace(mo, audiences=mo.audiences | {"a1"})
    narrow = house.article(house.category(), audiences=("a1",))
    said = house.client.post(f"/v1/articles/{narrow['id']}/comments", {"body": "B"}, house.OWNER).json
    hide(house, said["id"], inside)
    id = house.page(f"comment/{said['id']}", house.OWNER)["comment"]["decision_id"]
    appeal(house, id, house.OWNER)
    assert waiting(house, sue) == [] and look(house, id, sue).status_code == 404
    assert waiting(house, inside) == [id] and look(house, id, inside).json["can"]["judge"]


def test_of_two_judgements_one_counts(house: Any, comment: Any, sue: Viewer) -> None:
    id, ike = decision_of(house, comment), a_moderator(house, "ike")
    appeal(house, id)
    assert [judge(house, id, outcome, sue, version=1).status_code for outcome in ("upheld", "reversed")] == [412, 412]

    def by(moderator: Viewer, outcome: str) -> Any:
        body = {"outcome": outcome, "reason": "R."}
        path = f"/v1/decisions/{id}/outcome"
        return lambda: Client(house.app, "knowledge").put(path, body, moderator, If_Match='"2"').status_code

    assert sorted(at_once(by(sue, "upheld"), by(ike, "reversed"))) in ([200, 409], [200, 412])
    assert len(told(house)) == 2


def test_nobody_judges_before_there_is_an_appeal(house: Any, comment: Any, sue: Viewer) -> None:
    assert judge(house, decision_of(house, comment), "reversed", sue).json["slug"] == "no-appeal"


def test_a_decision_is_closed_to_its_writer_with_the_article(house: Any, article: Any, comment: Any) -> None:
    id = decision_of(house, comment)
    house.edit(article, audiences=["a1"])
    assert look(house, id, house.MEMBER).status_code == 404 and appeal(house, id).status_code == 404


def test_with_a_comment_that_is_taken_back_what_was_decided_and_said_is_gone(
    house: Any, comment: Any, sue: Viewer
) -> None:
    id = decision_of(house, comment)
    appeal(house, id)
    judge(house, id, "reversed", sue)
    assert house.client.delete(f"/v1/comments/{comment['id']}", house.MEMBER).status_code == 204
    assert look(house, id, sue).status_code == 404
    with house.database.reading() as db:
        assert db.rows(select(decisions)) == [] and db.rows(select(comment_history)) == []


def test_when_the_writer_is_erased_what_they_said_against_it_is_gone_and_the_decision_stays(
    house: Any, comment: Any, sue: Viewer
) -> None:
    id = decision_of(house, comment)
    appeal(house, id)
    house.tell("accounts.user.erased.v1", "ann", {"kind": "customer", "erasure_id": "e1"})
    house.work()
    with house.database.reading() as db:
        kept = repr([*db.rows(select(decisions)), *db.rows(select(comment_history))])
    assert "An advertisement." in kept and "water shoes" not in kept
    assert judge(house, id, "upheld", sue).status_code == 200


def test_who_moderates_no_more_is_nobody_who_could_judge(house: Any, sue: Viewer) -> None:
    said = {"kind": "staff", "state": "active", "roles": [], "audiences": ["everyone", "staff"]}
    house.tell("accounts.user.changed.v1", "sue", said, version=2, person="sue", personal={"name": "Sue"})
    house.work()
    with house.database.reading() as db:
        [row] = db.rows(select(people.c.moderates, people.c.audiences).where(people.c.id == "sue"))
    assert tuple(row) == (False, None)
