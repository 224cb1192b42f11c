"""What the portal is measured beside: Flask's hello, and a page of 30 rows with nothing around it."""

import sys

from flask import Flask
from jinja2 import DictLoader
from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, String, Table, create_engine, func, select

from portalkit.server import serve

PAGE = """<!doctype html><html lang="en"><head><title>Topics</title></head><body><h1>Topics</h1><ul>
{% for row in rows %}<li><a href="/topics/{{ row.id }}">{{ row.title }}</a> <span>{{ row.name }}</span>
<time>{{ row.last_activity_at.strftime("%d %b %Y") }}</time> <b>{{ row.reply_count }}</b></li>
{% endfor %}</ul></body></html>"""
tables = MetaData()
categories = Table("categories", tables, Column("id", String, primary_key=True), Column("name", String))
topics = Table(
    "topics",
    tables,
    Column("id", String, primary_key=True),
    Column("title", String),
    Column("category_id", String),
    Column("shown", Boolean),
    Column("reply_count", Integer),
    Column("last_activity_at", DateTime),
)
ROWS = (
    select(topics.c.id, topics.c.title, topics.c.reply_count, topics.c.last_activity_at, categories.c.name)
    .join(categories, categories.c.id == topics.c.category_id)
    .where(topics.c.shown)
    .order_by(topics.c.last_activity_at.desc(), topics.c.id.desc())
    .limit(30)
)
COUNT = select(func.count()).select_from(categories)


def create(database: str) -> Flask:
    """Hello at /, the page at /page: two statements, built once, and one template."""
    app = Flask("bare")
    app.jinja_env.loader = DictLoader({"page.html": PAGE})
    engine = create_engine(f"sqlite:///{database}")

    @app.get("/")
    def hello() -> str:
        return "hello"

    @app.get("/page")
    def page() -> str:
        with engine.connect() as connection:
            connection.execute(COUNT).scalar()
            rows = connection.execute(ROWS).all()
        return app.jinja_env.get_template("page.html").render(rows=rows)

    return app


if __name__ == "__main__":
    serve(lambda: create(sys.argv[2]), "127.0.0.1", int(sys.argv[1]))
