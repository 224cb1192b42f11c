"""Each category has an owner, who is missed when gone."""

import pytest


@pytest.fixture
def staffed(forum):
    """Dora and Omar of the staff are known."""
    forum.dora, forum.omar = forum.importer, forum.second
    forum.know(forum.dora, "Dora")
    forum.know(forum.omar, "Omar")
    return forum


def alone(forum):
    """The categories that need an owner: name, and who was it."""
    answer = forum.page("staff/ownerless", forum.moderator)["items"]
    return [(one["name"], one["owner"] and one["owner"]["name"]) for one in answer]


def change(forum, id, version, **more):
    body = {"name": "Heron", "description": "", "audiences": ["everyone"]} | more
    return forum.http.patch(f"/v1/categories/{id}", body, forum.moderator, version=version)


def test_whoever_makes_a_category_looks_after_it_and_can_give_it_away(staffed, category):
    (row,) = staffed.page("staff/categories", staffed.moderator)["categories"]
    assert (row["owner_id"], row["deputy_id"]) == (staffed.moderator.id, None)
    staffed.done(change(staffed, category, 1, owner_id=staffed.dora.id, deputy_id=staffed.omar.id))
    staffed.done(change(staffed, category, 2, name="Herons"))
    page = staffed.page("staff/categories", staffed.moderator)
    assert (page["categories"][0]["owner_id"], page["categories"][0]["deputy_id"]) == (
        staffed.dora.id,
        staffed.omar.id,
    )
    assert {"id": staffed.dora.id, "name": "Dora"} in page["staff"]
    for wrong, field in (
        ({"owner_id": staffed.ann.id}, "owner_id"),
        ({"owner_id": None}, "owner_id"),
        ({"deputy_id": staffed.dora.id}, "deputy_id"),
    ):
        refused = change(staffed, category, 3, **wrong)
        assert (refused.status_code, list(refused.json["errors"])) == (422, [field])


def test_when_an_owner_leaves_their_categories_need_an_owner_within_one_event(staffed, category):
    staffed.done(change(staffed, category, 1, owner_id=staffed.dora.id))
    assert alone(staffed) == []
    staffed.know(staffed.dora, "Dora", 2, active=False)
    assert alone(staffed) == [("Heron", "Dora")]
    staffed.done(change(staffed, category, 2, owner_id=staffed.omar.id))
    assert alone(staffed) == []
    staffed.know(staffed.omar, "", 2)
    assert alone(staffed) == [("Heron", "A former member")]
    assert staffed.http.get("/internal/v1/pages/staff/ownerless", staffed.dora).status_code == 403


def test_a_category_that_was_brought_in_keeps_the_owner_it_got(staffed):
    def bring_in(**more):
        body = {"items": [{"external_id": "c1", "name": "Heron", "audiences": ["everyone"]} | more]}
        answer = staffed.done(staffed.http.post("/v1/import/categories", body, staffed.importer))
        return answer["items"][0]["outcome"]

    assert bring_in() == "created"
    assert alone(staffed) == [("Heron", None)]
    assert bring_in(owner_id=staffed.dora.id) == "changed"
    assert bring_in(owner_id=staffed.dora.id) == bring_in() == "unchanged"
    assert alone(staffed) == []
