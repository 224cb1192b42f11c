"""Files of articles: brought, opened, replaced, removed and found by page."""

from datetime import timedelta
from typing import Any

import pytest

from portalkit.testing.documents import PNG, SVG, docx, exif, jpeg, pdf, xlsx

MANUAL = pdf([f"Chapter {n}" for n in range(1, 7)] + ["Winterise the cormorant valve"])


@pytest.fixture
def article(house: Any) -> Any:
    return house.article(house.category())


def content_of(house: Any, file: str, viewer: Any, status: int = 200) -> bytes:
    """The bytes of a file as its readers get them, piece by piece."""
    opened = house.client.get(f"/internal/v1/files/{file}", viewer)
    assert opened.status_code == status, opened.json
    if status != 200:
        return b""
    got = b""
    while len(got) < opened.json["size"]:
        asked = f"version_id={opened.json['version_id']}&start={len(got)}"
        got += house.client.get(f"/internal/v1/files/{file}/piece?{asked}", viewer).data
    return got


def remove(house: Any, file: Any, act: str = "remove", status: int = 200) -> Any:
    answer = house.client.post(f"/v1/files/{file['id']}/{act}", None, house.AUTHOR, If_Match=f'"{file["version"]}"')
    assert answer.status_code == status, answer.json
    return answer.json


def replace(house: Any, file: Any, content: bytes, name: str = "manual.pdf") -> Any:
    path = f"/internal/v1/files/{file['id']}/versions?name={name}&version={file['version']}"
    return house.client.upload(path, content, house.AUTHOR)


def test_a_word_on_page_7_of_a_pdf_is_found_with_its_page(house: Any, article: Any) -> None:
    file = house.attach(article, MANUAL)
    house.work()
    (hit,) = house.search("cormorant")["hits"]
    assert (hit["kind"], hit["id"], hit["title"], hit["page"]) == ("file", file["id"], "manual.pdf", 7)
    assert hit["article"] == {"id": article["id"], "name": article["title"]} and hit["inline"]
    assert "<mark>cormorant</mark>" in hit["snippet"]
    assert house.page(f"file/{file['id']}?page=7")["page"]["text"] == "Winterise the cormorant valve"


def test_what_comes_out_is_what_was_put_in_piece_by_piece(house: Any, article: Any) -> None:
    content = jpeg(bytes(range(256)) * 10_000)
    file = house.attach(article, content, "flow cell.jpg")
    assert file["size"] == len(content) > 2_000_000
    assert content_of(house, file["id"], house.VISITOR) == content


def test_a_picture_tells_nobody_where_it_was_taken(house: Any, article: Any) -> None:
    taken = jpeg(b"pixels", (0xE1, b"Exif\0\0" + exif(6, b"51.5007 N 0.1246 W")))
    file = house.attach(article, taken, "pond.jpg")
    content = content_of(house, file["id"], house.VISITOR)
    assert b"pixels" in content and b"0.1246" not in content and file["size"] == len(content)
    assert house.attach(article, taken, "pond.jpg")["version"] == file["version"]  # the same once more


def test_a_files_kind_and_name_follow_from_its_content(house: Any, article: Any) -> None:
    made = [house.attach(article, content, name) for content, name in ((PNG, "a.pdf"), (SVG, "b.png"), (MANUAL, "c"))]
    assert [(file["kind"], file["name"]) for file in made] == [
        ("png", "a.pdf.png"),
        ("svg", "b.png.svg"),
        ("pdf", "c.pdf"),
    ]
    opened = [house.client.get(f"/internal/v1/files/{file['id']}").json["inline"] for file in made]
    assert opened == [True, False, True]


def test_an_article_lists_its_files_and_no_removed_one(house: Any, article: Any) -> None:
    file, other = house.attach(article, MANUAL), house.attach(article, PNG, "picture.png")
    page = house.page(f"article/{article['id']}")["article"]["files"]
    assert page == house.client.get(f"/v1/articles/{article['id']}/files").json["items"]
    assert [(each["name"], each["label"], each["size"]) for each in page] == [
        ("manual.pdf", "PDF", len(MANUAL)),
        ("picture.png", "PNG picture", len(PNG)),
    ]
    remove(house, file)
    assert [each["id"] for each in house.page(f"article/{article['id']}")["article"]["files"]] == [other["id"]]


def test_a_file_has_the_readers_of_its_article(house: Any) -> None:
    article = house.article(house.category(), ("a1",))
    file = house.attach(article, MANUAL)
    house.work()
    assert house.found("cormorant", house.OWNER) == [file["id"]]
    assert content_of(house, file["id"], house.OWNER) == MANUAL
    for viewer in (house.VISITOR, house.MEMBER, house.AUTHOR):
        assert house.search("cormorant", viewer)["total"] == 0
        content_of(house, file["id"], viewer, status=404)
        house.page(f"file/{file['id']}", viewer, status=404)
    piece = f"/internal/v1/files/{file['id']}/piece?version_id={file['id']}"
    assert house.client.get(piece, house.MEMBER).status_code == 404


def test_who_may_read_a_file_changes_with_its_article_at_once_and_in_the_index_soon(house: Any, article: Any) -> None:
    file = house.attach(article, MANUAL)
    house.work()
    narrowed = house.edit(article, audiences=["a1"])
    assert house.search("cormorant")["total"] == 0
    content_of(house, file["id"], house.VISITOR, status=404)
    house.work()
    assert house.search("cormorant")["total"] == 0 and house.found("cormorant", house.OWNER) == [file["id"]]
    house.withdraw(narrowed)
    assert house.search("cormorant", house.OWNER)["total"] == 0
    house.work()
    assert house.search("cormorant", house.OWNER)["total"] == 0


def test_a_draft_keeps_its_files_to_itself_until_it_is_out(house: Any) -> None:
    draft = house.draft(house.category())
    file = house.attach(draft, MANUAL)
    house.work()
    content_of(house, file["id"], house.VISITOR, status=404)
    assert house.search("cormorant")["total"] == 0
    house.publish(draft)
    house.work()
    assert house.found("cormorant") == [file["id"]]


def test_a_new_version_takes_the_place_of_the_old_one_which_its_authors_keep(house: Any, article: Any) -> None:
    file = house.attach(article, MANUAL)
    house.work()
    changed = replace(house, file, pdf(["The new puffin"]), "guide.pdf").json
    assert house.search("cormorant")["total"] == 0
    house.work()
    assert house.search("cormorant")["total"] == 0
    (hit,) = house.search("puffin")["hits"]
    assert (hit["id"], hit["title"], hit["page"]) == (file["id"], "guide.pdf", 1)
    (shown,) = house.page(f"staff/article/{article['id']}/files", house.AUTHOR)["files"]
    assert shown["version"] == changed["version"] == 2
    assert [(each["number"], each["name"]) for each in shown["versions"]] == [(2, "guide.pdf"), (1, "manual.pdf")]
    old = shown["versions"][1]["id"]
    asked = f"/internal/v1/staff/versions/{old}/piece?version_id={old}"
    assert house.client.get(asked, house.AUTHOR).data == MANUAL
    assert house.client.get(asked, house.STAFF).status_code == 403


def test_the_slower_of_two_who_replace_a_file_is_told(house: Any, article: Any) -> None:
    file = house.attach(article, MANUAL)
    assert replace(house, file, pdf(["One"])).status_code == 200
    late = replace(house, file, pdf(["Two"]))
    assert (late.status_code, late.json["slug"]) == (412, "stale")


def test_the_same_file_sent_twice_is_there_once_and_stored_once(house: Any, article: Any) -> None:
    first, second = house.attach(article, MANUAL), house.attach(article, MANUAL)
    assert first == second
    assert len(stored(house)) == 1


def test_a_file_of_the_same_name_is_a_new_version_not_a_second_file(house: Any, article: Any) -> None:
    first = house.attach(article, MANUAL)
    second = house.attach(article, pdf(["Another"]))
    assert (second["id"], second["version"]) == (first["id"], 2)


def test_a_removed_file_is_gone_at_once_and_can_be_brought_back_for_a_week(house: Any, article: Any) -> None:
    file = house.attach(article, MANUAL)
    house.work()
    gone = remove(house, file)
    assert house.search("cormorant")["total"] == 0
    content_of(house, file["id"], house.VISITOR, status=404)
    house.work()
    assert house.search("cormorant")["total"] == 0
    remove(house, gone, "restore")
    house.work()
    assert house.found("cormorant") == [file["id"]]


def test_of_a_file_removed_for_a_week_no_byte_and_no_word_is_kept(house: Any, article: Any) -> None:
    kept = house.attach(article, PNG, "kept.png")
    file = house.attach(article, MANUAL)
    replace(house, file, pdf(["Newer"]))
    house.work()
    remove(house, house.page(f"staff/article/{article['id']}/files", house.AUTHOR)["files"][1])
    house.later(days=8)
    house.work()
    assert [each["id"] for each in house.page(f"staff/article/{article['id']}/files", house.AUTHOR)["files"]] == [
        kept["id"]
    ]
    house.later(days=2)
    house.work()
    assert len(stored(house)) == 1 and content_of(house, kept["id"], house.VISITOR) == PNG


def test_what_broke_off_before_it_was_named_is_swept_away_but_not_while_it_may_go_on(house: Any, article: Any) -> None:
    house.app.extensions["files"].put("knowledge/files/aa/left.pdf", open_bytes(MANUAL), 10_000)
    house.later(hours=23)
    house.work()
    assert stored(house)
    house.now += timedelta(days=60)
    house.work()
    assert not stored(house)


def test_only_who_writes_brings_replaces_and_removes(house: Any, article: Any) -> None:
    file = house.attach(article, MANUAL)
    for viewer, status in ((house.VISITOR, 401), (house.MEMBER, 403), (house.STAFF, 403)):
        paths = (f"articles/{article['id']}/files?name=a", f"files/{file['id']}/versions?name=a&version=1")
        for path in paths:
            assert house.client.upload(f"/internal/v1/{path}", MANUAL, viewer).status_code == status
        answer = house.client.post(f"/v1/files/{file['id']}/remove", None, viewer, If_Match='"1"')
        assert answer.status_code == status
    assert len(stored(house)) == 1


def test_nothing_is_kept_of_what_is_refused(house: Any, article: Any) -> None:
    house.attach(article, b"MZ\0", "setup.exe", status=415)
    house.attach(article, b"", "empty.txt", status=422)
    house.attach({"id": "nowhere"}, MANUAL, status=404)
    house.app.config["LARGEST_FILE"] = 1000
    too_large = house.client.upload(f"/internal/v1/articles/{article['id']}/files?name=a", b"a" * 1500, house.AUTHOR)
    house.app.config["LARGEST_FILE"] = house.settings.largest_file
    assert too_large.status_code == 413
    assert not stored(house) and house.page(f"article/{article['id']}")["article"]["files"] == []


def test_a_file_without_readable_text_is_there_says_so_and_is_found_by_its_name(house: Any, article: Any) -> None:
    broken = house.attach(article, b"%PDF-1.7\nnothing of a PDF", "kittiwake.pdf")
    picture = house.attach(article, PNG, "guillemot.png")
    house.work()
    states = {
        each["id"]: each["versions"][0]["text_state"]
        for each in house.page(f"staff/article/{article['id']}/files", house.AUTHOR)["files"]
    }
    assert states == {broken["id"]: "failed", picture["id"]: "none"}
    assert house.found("kittiwake") == [broken["id"]] and house.found("guillemot") == [picture["id"]]
    assert content_of(house, broken["id"], house.VISITOR).startswith(b"%PDF")
    assert not house.worker.run_once()


def test_a_sheet_is_found_under_its_name_and_files_are_told_apart_by_type(house: Any, article: Any) -> None:
    house.attach(article, xlsx({"Limits": [["dunlin"]]}), "limits.xlsx")
    house.attach(article, docx(["A dunlin"]), "note.docx")
    house.work()
    answer = house.search("dunlin", file_type="xlsx")
    assert [(hit["title"], hit["label"], hit["file_type"]) for hit in answer["hits"]] == [
        ("limits.xlsx", "Limits", "xlsx")
    ]
    (facet,) = (each for each in answer["facets"] if each["name"] == "file_type")
    assert [(each["label"], each["count"]) for each in facet["values"]] == [("Excel", 1), ("Word", 1)]


def test_a_new_generation_of_the_index_has_the_files_too(house: Any, article: Any) -> None:
    from knowledge.actions.generations import begin_reindex

    file = house.attach(article, MANUAL)
    house.work()
    with house.database.transaction() as tx:
        begin_reindex(tx)
    house.work()
    assert house.found("cormorant") == [file["id"]]


def test_a_file_is_suggested_by_its_name_to_who_may_read_it(house: Any) -> None:
    file = house.attach(house.article(house.category(), ("a1",)), MANUAL, "wigeon.pdf")
    house.work()
    told = house.page("suggestions?q=wige", house.OWNER)["suggestions"]
    assert [(each["kind"], each["id"], each["title"]) for each in told] == [("file", file["id"], "wigeon.pdf")]
    assert house.page("suggestions?q=wige")["suggestions"] == []


def stored(house: Any) -> list[str]:
    return [each.key for each in house.app.extensions["files"].below("")]


def open_bytes(content: bytes) -> Any:
    from io import BytesIO

    return BytesIO(content)
