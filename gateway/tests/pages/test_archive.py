"""What was merged, moved or taken back years ago: its address leads on, and staff finds what it said."""

import re

from .reading import errors, field, ids
from .test_moderation import asked
from .test_writing_pages import article


def merge_topic(olga, topic, into):
    sent = {"version": field(olga.get(f"{topic}/moderate"), "version"), "into_id": into}
    assert olga.post(f"{topic}/merge", sent).status_code == 303


def category(olga, of, name):
    """The id of a new category for everybody."""
    made = {"of": of, "name": name, "description": "", "parent_id": "", "audiences": ["everyone"]}
    assert olga.post("/staff/categories/new", made).status_code == 303
    page = olga.get("/topics/new" if of == "community" else "/staff/articles/new").text
    return re.search(rf'<option value="([0-9a-f-]+)"[^>]*>[^<]*{name}<', page)[1]


def test_the_address_of_a_topic_lands_right_after_two_merges_a_move_and_another_title(ana, ben, olga, visitor):
    first, second, last = (asked(ana, f"{word} galahs?") for word in ("Pink", "Grey", "All"))
    reply = re.search(r"#reply-([0-9a-f-]+)", ben.post(f"{first}/replies", {"body": "Feed them."}).headers["Location"])
    merge_topic(olga, first, second)
    merge_topic(olga, second, last)
    place = {"category_id": category(olga, "community", "Parrots")}
    moved = olga.post(f"{last}/move", place | {"version": field(olga.get(f"{last}/moderate"), "version")})
    assert moved.status_code == 303
    version = field(ana.get(f"{last}/edit"), "version")
    assert ana.post(f"{last}/edit", {"title": "Every galah", "body": "B", "version": version}).status_code == 303
    (id,) = set(re.findall("[0-9a-f-]{36}", last))
    for old in (first, second, f"{first}-with-its-old-words"):
        led = visitor.ask(old)
        assert (led.status_code, led.headers["Location"]) == (301, f"/topics/{id}-every-galah")
    page = visitor.get(f"/topics/{id}-every-galah").text
    assert f'id="reply-{reply[1]}"' in page and "Parrots" in page and "Feed them." in page
    assert "Pink galahs?" in page and "Grey galahs?" in page


def write(olga, title, **more):
    """The desk of an article that is out."""
    return olga.post("/staff/articles/new", article(olga, title=title, **more)).headers["Location"]


def test_the_address_of_an_article_lands_right_after_two_merges_a_move_and_another_title(olga, visitor):
    first, second, last = (write(olga, f"{word} lorikeets") for word in ("Red", "Blue", "All"))
    for desk, into in ((first, second), (second, last)):
        sent = {"version": field(olga.get(desk), "version"), "into": into.removeprefix("/staff")}
        assert olga.post(f"{desk}/merge", sent).status_code == 303
    changed = article(olga, title="Every lorikeet", category_id=category(olga, "knowledge", "Parrots"), do="save")
    assert olga.post(last, changed | {"version": field(olga.get(last), "version")}).status_code == 303
    place = f"{last.removeprefix('/staff')}-every-lorikeet"
    for old in (first, second):
        led = visitor.get(old.removeprefix("/staff"))
        assert (led.status_code, led.headers["Location"]) == (308, place)
    assert "Parrots" in visitor.get(place).text


def test_what_was_taken_back_is_listed_for_staff_with_all_that_it_said(olga, visitor):
    desk = write(olga, "Cockatoo seeds", body="Sunflower.")
    for words, do in (("Millet.", "save"), ("Millet.", "withdraw")):
        sent = article(olga, title="Cockatoo seeds", body=words, do=do, version=field(olga.get(desk), "version"))
        assert errors(olga.post(desk, sent)) == []
    id = desk.rpartition("/")[2]
    assert visitor.get(f"/articles/{id}").status_code == 404
    assert f'href="/staff/articles/{id}"' in olga.get("/staff/articles?state=withdrawn").text
    assert "Millet." in olga.get(desk).text
    assert "Revision 1" in olga.get(f"{desk}/revisions").text
    assert "<del>Sunflower</del>" in olga.get(f"{desk}/difference?older=1&newer=2").text
    assert id not in ids(visitor.get("/search?q=cockatoo"), "articles")
