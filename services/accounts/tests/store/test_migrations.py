"""The migrations make the tables the code describes, and can be taken back."""

import alembic.command
from sqlalchemy import inspect, text

from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid"
    " WHERE NOT tgisinternal ORDER BY tgname",
}


def test_up_checked_down_and_up_again(tmp_path):
    database = fresh_database(tmp_path, "accounts", None)
    upgrade("accounts", database.engine)
    check("accounts", database.engine)
    with database.engine.execution_options(writes=True).begin() as connection:
        made = config("accounts")
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    upgrade("accounts", database.engine)
    check("accounts", database.engine)
    database.close()


def test_a_migrated_database_and_the_codes_own_tables_have_the_same_triggers(tmp_path):
    from accounts.store.tables import metadata

    found = []
    migrated = fresh_database(tmp_path, "migrated", None)
    upgrade("accounts", migrated.engine)
    for database in (migrated, fresh_database(tmp_path, "made", metadata)):
        with database.reading() as db:
            rows = db.rows(text(TRIGGERS[database.engine.dialect.name]))
        found.append([tuple(row) for row in rows])
        database.close()
    assert found[0] == found[1]
    assert len(found[0]) == {"sqlite": 2, "postgresql": 1}[migrated.engine.dialect.name]


def test_who_said_something_before_others_could_see_it_shows_it_to_staff_alone(tmp_path):
    from accounts.store import profiles

    database = fresh_database(tmp_path, "accounts", None)
    upgrade("accounts", database.engine, "0015")
    with database.transaction(counted=False) as tx:
        tx.execute(
            text(
                "INSERT INTO users (id, name, email, email_key, created_at, kind, roles, attributes, locale, state,"
                " version, epoch) VALUES ('ann', 'Ann', 'a@x', 'a@x', '2026-01-01 00:00:00.000000', 'customer', '[]',"
                " '{}', 'en', 'active', 1, 0)"
            )
        )
        tx.execute(text("INSERT INTO profiles (user_id, phone, version) VALUES ('ann', '22 12 34 56', 2)"))
    upgrade("accounts", database.engine)
    with database.reading() as db:
        there = profiles.get(db, "ann")
    assert (there.phone, there.visible_to, there.version) == ("22 12 34 56", {}, 2)
    database.close()


def test_what_was_a_text_on_people_is_an_organisation_with_members(tmp_path):
    from accounts.store import memberships, users

    database = fresh_database(tmp_path, "accounts", None)
    upgrade("accounts", database.engine, "0006")
    insert = text(
        "INSERT INTO users (id, name, email, email_key, created_at, kind, roles, organisation, attributes, locale,"
        " state, version, epoch) VALUES (:id, :id, :id, :id, :day, 'customer', '[]', :organisation, '{}', 'en',"
        " 'active', 1, 0)"
    )
    told = {"ann": "Berg", "ben": "Berg", "eva": "Lund", "ida": None}
    with database.transaction(counted=False) as tx:
        for id, organisation in told.items():
            tx.execute(insert, id=id, organisation=organisation, day="2026-01-01 00:00:00.000000")
    upgrade("accounts", database.engine)
    with database.reading() as db:
        people = users.everybody(db)
        assert {one.id: one.organisation for one in people} == told
        assert len({one.standing.organisation_id for one in people if one.standing}) == 2
        assert memberships.called(db, "ann").role == "member"
    database.close()
