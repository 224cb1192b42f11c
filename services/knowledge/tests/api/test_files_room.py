"""How much all files may take."""

from typing import Any

from knowledge.actions.storing import forget_removed
from knowledge.model.file import FOLDER, Room
from portalkit.testing.documents import PNG, pdf
from portalkit.viewer import Viewer

MANUAL = pdf(["Winterise the valve"])


def test_files_have_so_much_room_and_no_more(house: Any, monkeypatch: Any) -> None:
    article, size = house.article(house.category()), len(MANUAL)
    monkeypatch.setitem(house.app.config, "FILES_ROOM", Room(all=3 * size, person=2 * size))
    first = house.attach(article, MANUAL, "1.pdf")
    house.attach(article, MANUAL, "2.pdf")
    before = stored(house)
    refused = house.client.upload(f"/internal/v1/articles/{article['id']}/files?name=3.pdf", MANUAL, house.AUTHOR)
    assert (refused.status_code, refused.json["slug"]) == (413, "quota-used")
    another = Viewer("paul", "staff", frozenset({"author"}), house.AUTHOR.audiences)
    path = f"/internal/v1/articles/{article['id']}/files?name=%s.pdf"
    assert house.client.upload(path % 3, MANUAL, another).status_code == 201
    refused = house.client.upload(path % 4, PNG, another)
    assert (refused.status_code, refused.json["slug"]) == (413, "no-room")
    assert len(stored(house)) == len(before) + 1
    match = f'"{first["version"]}"'
    assert house.client.post(f"/v1/files/{first['id']}/remove", None, house.AUTHOR, If_Match=match).status_code == 200
    assert house.client.upload(path % 4, PNG, another).status_code == 413  # it can still be brought back
    house.later(days=8)
    with house.database.transaction() as tx:
        forget_removed(tx)
    assert house.client.upload(path % 4, PNG, another).status_code == 201


def stored(house: Any) -> list[str]:
    return [each.key for each in house.app.extensions["files"].below(FOLDER)]
