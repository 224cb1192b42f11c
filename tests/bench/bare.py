"""What the portal is measured beside: Flask's hello, and a page of 30 rows with nothing around it."""

import sys

from flask import Flask
from jinja2 import DictLoader
from sqlalchemy import create_engine, text

from portalkit.server import serve

PAGE = """<!doctype html><html lang="en"><head><title>Topics</title></head><body><h1>Topics</h1><ul>
{% for row in rows %}<li><a href="/topics/{{ row.id }}">{{ row.title }}</a> <span>{{ row.category }}</span>
<time>{{ row.last_activity_at }}</time> <b>{{ row.reply_count }}</b></li>
{% endfor %}</ul></body></html>"""
ROWS = text(
    "SELECT topics.id, topics.title, topics.reply_count, topics.last_activity_at, categories.name AS category"
    " FROM topics JOIN categories ON categories.id = topics.category_id"
    " WHERE topics.shown = 1 ORDER BY topics.last_activity_at DESC, topics.id DESC LIMIT 30"
)
COUNT = text("SELECT count(*) FROM categories")


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
