"""The demonstration's files are made of what is written about them; votes and merges are of things that exist."""

import io
import sys
import tomllib
from importlib import import_module

from demo.content import CONTENT, folder, may_write, people, table

from portalkit.documents import office


def papers():
    """The module that makes the files, and the files by name."""
    sys.path.append(str(CONTENT.parent))
    made = import_module("papers")
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / "files").glob("*.toml"))]
    return {file["name"]: made.paper(file) for file in files}, files


def test_there_are_files_of_several_kinds_and_each_belongs_to_an_article():
    made, files = papers()
    assert len(made) == len(files) >= 12
    assert {name.rpartition(".")[2] for name in made} == {"pdf", "docx", "xlsx", "pptx", "html", "csv", "txt", "svg"}
    assert {file["article"] for file in files} <= {article["external_id"] for article in folder("articles")}
    assert papers()[0] == made  # the same again is the same file, so bringing it in twice adds nothing


def test_the_text_of_office_files_can_be_read():
    read = {"docx": office.docx_pages, "xlsx": office.xlsx_pages, "pptx": office.pptx_pages}
    for name, content in papers()[0].items():
        if pages := read.get(name.rpartition(".")[2]):
            found = list(pages(io.BytesIO(content)))
            assert all(text.strip() for text, _ in found) and len(" ".join(text for text, _ in found)) > 200, name


def test_votes_pins_and_merges_are_of_topics_and_people_that_exist():
    known, moderation = {topic["external_id"]: topic for topic in folder("topics")}, table("moderation")
    assert "moderator" in people()[moderation["moderator"]]["roles"]
    for vote in moderation["vote"]:
        assert len(set(vote["helped"])) == len(vote["helped"])
        topic = known[vote["topic"]]
        for person in vote["helped"]:
            assert person != topic["author"] and people()[person]["kind"] == "customer", vote["topic"]
            assert may_write(person, "community", topic), vote["topic"]
    assert {pin["topic"] for pin in moderation["pinned"]} <= known.keys()
    assert all(known[pair["topic"]]["asked_at"] > known[pair["into"]]["asked_at"] for pair in moderation["merged"])


def test_each_customer_says_of_an_article_at_most_once_whether_it_helped_and_if_not_why():
    said, public = [], {item["external_id"] for item in folder("articles") if item["audiences"] == ["everyone"]}
    for vote in table("votes")["vote"]:
        assert vote["article"] in public
        voters = vote.get("helped", []) or [vote["person"]]
        assert vote.get("helped") or vote["reason"] in {"outdated", "unclear", "wrong", "unanswered", "other"}
        assert all(people()[voter]["kind"] == "customer" for voter in voters)
        said += [(vote["article"], voter) for voter in voters]
    assert len(said) == len(set(said)) >= 10


def test_comments_are_by_people_who_exist_under_articles_that_everybody_reads():
    public = {item["external_id"]: item for item in folder("articles") if item["audiences"] == ["everyone"]}
    said = table("comments")["comment"]
    for comment in said:
        assert comment["written_at"] > public[comment["article"]]["published_at"] and comment["author"] in people()
    assert len({comment["external_id"] for comment in said}) == len(said) >= 12
