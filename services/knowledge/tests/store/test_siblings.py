"""What stands beside an article is read off the ends of two indices, however many articles there are."""

from typing import Any

from sqlalchemy import event

from portalkit.testing import only_on_sqlite

PAGES = "/internal/v1/pages"


@only_on_sqlite
def test_the_closest_articles_come_from_the_ends_of_two_indices(house: Any) -> None:
    article = house.article(house.category(), product="heron-300")
    said: list[tuple[str, Any]] = []

    def heard(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        said.append((statement, parameters))

    event.listen(house.database.engine, "before_cursor_execute", heard)
    house.page(f"article/{article['id']}")
    event.remove(house.database.engine, "before_cursor_execute", heard)
    (statement, parameters) = next(each for each in said if "UNION ALL" in each[0])
    with house.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    lines = " ".join(str(row[3]) for row in plan)
    for index in ("ix_articles_category_id", "ix_articles_product"):
        assert f"articles USING INDEX {index}" in lines, lines
    assert "SCAN articles" not in lines and "ORDER BY" not in lines, lines
