"""R4: copies are the same in whatever order facts arrive, and nothing that was removed comes back."""

import pytest
from sqlalchemy import create_engine, text
from support.portal import Portal

from faults import histories
from faults.report import Result
from knowledge.store.search import FIELDS
from portalkit.bus_sqlite import SqliteBus
from portalkit.search import Query
from portalkit.search_tantivy import TantivySearch

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
COPIES = {  # without what only says how it came about
    "knowledge": {
        "topics": "id, version, category_id, audience_key, shown, solved, title, body, removals",
        "people": "id, version, kind, name",
        "topic_categories": "id, version, name, audience_key",
    },
    "notify": {
        "topics": "id, version, category_id, audience_key, author_id, shown, title, excerpt",
        "users": "id, version, kind, state, audiences, name, email",
        "categories": "id, version, name, audience_key",
    },
    "community": {"people": "id, version, kind, name"},
}


@pytest.fixture
def told(tmp_path):
    """Tell a portal of its own, batch by batch; what its copies and its index hold then."""
    portals = []

    def tell(name, *batches):
        (tmp_path / name).mkdir()
        portal = Portal(tmp_path / name)
        portals.append(portal)
        bus = SqliteBus(portal.data_dir / "bus.db", "faults")
        for batch in batches:
            bus.publish(batch)
            portal.settle()
        bus.close()
        return kept(portal)

    yield tell
    for portal in portals:
        portal.close()


def test_copies_are_those_of_the_right_order_and_what_was_removed_stays_away(told, seed, report):
    events = histories.history()
    shuffled, late = histories.out_of_order(events, seed)
    rows, found = told("in order", events)
    rows_after, found_after = told("out of order", shuffled, late)
    removed = {f"topic-{number}" for number in range(histories.TOPICS) if histories.is_removed(number)}
    back = removed & set(found_after)
    wrong = [name for name in rows if rows[name] != rows_after[name]]
    more = {"events": len(events), "late": len(late), "resurrections": len(back)}
    report.add(Result("R4", "shuffled, with gaps filled late", seed, len(events), len(wrong), len(back), more=more))
    assert wrong == [] and back == set()
    assert len(rows["notify.topics"]) == histories.TOPICS and len(rows["notify.users"]) == histories.PEOPLE
    assert set(found) == set(found_after) == {f"topic-{n}" for n in range(histories.TOPICS)} - removed
    assert found == found_after


def kept(portal):
    """Every copy, and the titles that the index finds: by id."""
    rows = {}
    for service, tables in COPIES.items():
        engine = create_engine(portal.settings[service].place(service))
        with engine.connect() as connection:
            for table, columns in tables.items():
                asked = text(f"SELECT {columns} FROM {table} ORDER BY id")
                rows[f"{service}.{table}"] = [tuple(row) for row in connection.execute(asked)]
            if service == "knowledge":
                current = "SELECT id FROM generations WHERE state = 'current'"
                generation = connection.execute(text(current)).scalar_one()
        engine.dispose()
    return rows, indexed(portal, generation)


def indexed(portal, generation):
    """Id and title of all that any word of any version finds."""
    index, found = TantivySearch(portal.data_dir / "knowledge-index", FIELDS), {}
    for number in range(histories.TOPICS):
        for version in range(1, histories.VERSIONS + 1):
            word = histories.word(number, version)
            hits = index.search(generation, Query(text=word)).hits
            found |= {hit.id: hit.values["title"] for hit in hits if word in str(hit.values["title"])}
    index.close()
    return found
