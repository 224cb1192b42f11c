"""Files in the backup of the whole portal: those of a folder outside DATA_DIR, and those of a bucket."""

import io
import json
import threading
from contextlib import closing
from functools import cached_property
from uuid import uuid4

import pytest
from support.portal import migrations

import knowledge.settings
from knowledge.actions.storing import forget_removed, sweep
from knowledge.app import create_app
from knowledge.model.file import FOLDER
from operations.deployed import deployed
from portalkit import filed
from portalkit.backends import open_database, open_files
from portalkit.backup import Unfit
from portalkit.cli import main
from portalkit.settings import Settings, load
from portalkit.testing import PUBLIC_KEYS, Client, eventually, only_on_sqlite
from portalkit.testing.databases import place as make_database
from portalkit.testing.documents import PNG, pdf
from portalkit.testing.servers import server
from portalkit.viewer import Viewer

pytestmark = only_on_sqlite
AUTHOR = Viewer("priya", "staff", frozenset({"author"}), frozenset({"everyone", "members", "staff"}))
backup, reconcile = deployed("backup"), deployed("reconcile")


class Place:
    """A folder and a file store that is not in it, with the deployed scripts as an operator runs them there."""

    def __init__(self, folder, files_url, monkeypatch):
        self.environ = {"DATA_DIR": str(folder / "data"), "FILES_URL": files_url}
        self.files, self.folder, self._set = open_files(Settings(files_url=files_url)), folder, monkeypatch.setenv

    def as_set(self):
        for name, value in self.environ.items():
            self._set(name, value)

    def restore(self, source):
        self.as_set()
        backup.restore(source, over=False)

    @cached_property
    def database(self):
        settings = load(knowledge.settings.Settings, "knowledge", self.environ)
        return open_database(settings, "knowledge")

    def named(self):
        (each,) = filed.filed("knowledge")
        return list(filed.names(self.database, each.table))

    def wrong(self, contents=False):
        """What reconcile finds of files, in its own words and in this process."""
        (each,) = filed.filed("knowledge")
        said = [json.dumps({"file": key, "wrong": wrong}) for wrong, key in self._faults(each, contents)]
        lines = "\n".join([json.dumps({"files": len(self.named()), "in": each.folder}), *said])
        return reconcile.files(lambda service, words, _: lines if service == "knowledge" else "", contents)

    def _faults(self, each, contents):
        return list(filed.faults(self.database, each, self.files, contents))

    def contents(self):
        return {file.key: b"".join(self.files.open(file.key)) for file in self.files.below("")}


class Home(Place):
    """Every service's database there, and knowledge at work."""

    def __init__(self, folder, files_url, monkeypatch):
        super().__init__(folder, files_url, monkeypatch)
        for name in backup.SERVICES:
            make_database(folder / "data", name, migrations(name))
        self.environ |= {"PUBLIC_KEYS": PUBLIC_KEYS, "LOG_LEVEL": "error"}
        self.settings = load(knowledge.settings.Settings, "knowledge", self.environ)
        self.client = Client(create_app(self.settings), "knowledge")
        (self.folder / "backups").mkdir(parents=True)

    def article(self):
        body = {"name": "Heron", "description": "About it", "parent_id": None, "audiences": ["everyone"]}
        category = self.client.post("/v1/categories", body, AUTHOR).json["id"]
        body = {"title": "Calibrate", "summary": "Two points.", "body": "Take the buffer.", "category_id": category}
        return self.client.post("/v1/articles", body | {"audiences": ["everyone"]}, AUTHOR).json

    def attach(self, article, content, name="manual.pdf"):
        return self.client.upload(f"/internal/v1/articles/{article['id']}/files?name={name}", content, AUTHOR).json

    def back_up(self, name, last=None):
        self.as_set()
        backup.back_up(self.folder / "backups" / name, last and self.folder / "backups" / last)
        return self.folder / "backups" / name


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.servers)])
def place(request, tmp_path):
    """Makes the addresses of file stores, each empty."""
    made = []

    def fresh():
        if request.param == "folder":
            return f"file://{tmp_path}/elsewhere-{len(list(tmp_path.glob('elsewhere-*')))}"
        address, _, options = server("s3").partition("?")
        url = f"{address.rpartition('/')[0]}/backed-{uuid4().hex}?{options}"
        made.append(open_files(Settings(files_url=url)))
        made[-1]._client.create_bucket(Bucket=made[-1]._bucket)
        return url

    yield fresh
    for each in made:
        for file in each.below(""):
            each.delete(file.key)
        each._client.delete_bucket(Bucket=each._bucket)


@pytest.fixture
def home(place, tmp_path, monkeypatch):
    made = Home(tmp_path / "here", place(), monkeypatch)
    yield made
    made.database.close()


@pytest.fixture
def elsewhere(place, tmp_path, monkeypatch):
    """Where backups are brought back: there is nothing there."""
    made = Place(tmp_path / "there", place(), monkeypatch)
    yield made
    made.database.close()


def test_files_come_back_with_the_rows_that_name_them_into_another_store(home, elsewhere):
    article = home.article()
    home.attach(article, pdf(["One"]))
    home.attach(article, pdf(["Two"]))  # replaces it; the history keeps both
    home.attach(article, PNG, "picture.png")
    elsewhere.restore(home.back_up("monday"))
    assert len(elsewhere.named()) == 3 and elsewhere.named() == home.named()
    assert elsewhere.contents() == home.contents() and len(home.contents()) == 3
    assert elsewhere.wrong(contents=True) == ([], 3)


def test_what_the_last_backup_has_is_shared_with_it_and_not_fetched(home, elsewhere):
    article = home.article()
    home.attach(article, pdf(["One"]))
    monday = home.back_up("monday")
    (key,) = home.contents()
    kept = home.contents()[key]
    home.files.delete(key)
    home.attach(article, PNG, "picture.png")
    tuesday = home.back_up("tuesday", last="monday")
    assert (tuesday / "files" / key).stat().st_ino == (monday / "files" / key).stat().st_ino
    assert (
        "2 files" in (tuesday / "knowledge.json").read_text()
        and "1 as in the last" in (tuesday / "knowledge.json").read_text()
    )
    elsewhere.restore(tuesday)
    assert elsewhere.contents()[key] == kept and len(elsewhere.contents()) == 2


def test_a_file_that_the_last_backup_has_damaged_is_fetched(home):
    home.attach(home.article(), PNG, "picture.png")
    monday = home.back_up("monday")
    (key,) = home.contents()
    (monday / "files" / key).write_bytes(bytes(len(PNG)))
    tuesday = home.back_up("tuesday", last="monday")
    assert (tuesday / "files" / key).read_bytes() == PNG


@pytest.mark.parametrize("harm", ["changed", "gone", "unlisted"])
def test_a_backup_whose_files_are_not_whole_changes_nothing(home, elsewhere, harm):
    home.attach(home.article(), PNG, "picture.png")
    source = home.back_up("monday")
    (key,) = home.contents()
    if harm == "changed":
        (source / "files" / key).write_bytes(bytes(len(PNG)))
    elif harm == "gone":
        (source / "files" / key).unlink()
    else:
        (source / "knowledge.files").write_text("")
    with pytest.raises(Unfit, match="missing or damaged"):
        elsewhere.restore(source)
    assert elsewhere.contents() == {} and not list(elsewhere.folder.rglob("*.db"))


def test_a_file_that_the_store_has_lost_is_told_and_the_rest_is_saved(home, capsys):
    article = home.article()
    home.attach(article, pdf(["One"]))
    home.attach(article, PNG, "picture.png")
    first, second = sorted(home.contents())
    home.files.delete(first)
    home.files.put(second, io.BytesIO(b"x" * 9), 9)
    source = home.back_up("monday")
    assert "0 files, 0 bytes; 2 that rows name are missing or damaged in the store" in capsys.readouterr().out
    assert home.wrong() == ([f"knowledge: files: 1 missing ({first})", f"knowledge: files: 1 damaged ({second})"], 2)
    assert not list((source / "files").rglob("*.p*"))


def test_content_of_the_right_size_that_has_changed_is_found_by_reading_it(home):
    home.attach(home.article(), PNG, "picture.png")
    (key,) = home.contents()
    home.files.put(key, io.BytesIO(bytes(len(PNG))), len(PNG))
    assert home.wrong() == ([], 1)
    assert home.wrong(contents=True) == ([f"knowledge: files: 1 damaged ({key})"], 1)


def test_a_file_that_no_row_names_is_told_once_nobody_can_be_about_to_name_it(home, monkeypatch):
    key = f"{FOLDER}ab/upload.png"
    home.files.put(key, io.BytesIO(PNG), len(PNG))
    assert home.wrong() == ([], 0)
    later = home.database.clock() + filed.UNNAMED
    monkeypatch.setattr(home.database, "clock", lambda: later)
    assert home.wrong() == ([f"knowledge: files: 1 surplus ({key})"], 0)


def test_what_comes_and_goes_while_a_backup_is_made_leaves_no_row_without_its_file(home, place, tmp_path, monkeypatch):
    """Files are attached without end; what was removed before a backup is forgotten and swept while it is made."""
    article, ending, made = home.article(), threading.Event(), []
    database, editor = open_database(home.settings, "knowledge"), Client(create_app(home.settings), "knowledge")
    weeks = database.clock
    database.clock = lambda: weeks() + filed.UNNAMED * 10

    def change():
        while not ending.is_set():
            made.append(home.attach(article, pdf([f"Page {len(made)}"]), f"{len(made)}.pdf"))
            with database.transaction() as tx:
                forget_removed(tx)
            with database.transaction() as tx:
                sweep(home.files, tx)

    def remove(file):
        match = f'"{file["version"]}"'
        assert editor.post(f"/v1/files/{file['id']}/remove", None, AUTHOR, If_Match=match).status_code == 200

    writer, sources = threading.Thread(target=change), []
    writer.start()
    try:
        for day in range(2):
            eventually(lambda count=3 * day + 3: len(made) >= count, 30)
            for file in made[3 * day : 3 * day + 3]:
                remove(file)
            sources.append(home.back_up(f"day-{day}"))
    finally:
        ending.set()
        writer.join()
        database.close()
    for number, source in enumerate(sources):
        there = Place(tmp_path / f"there-{number}", place(), monkeypatch)
        there.restore(source)
        with closing(there.database):
            there.database.clock = lambda: weeks() + filed.UNNAMED * 10
            with there.database.transaction() as tx:
                forget_removed(tx)
            assert {file.key for file in there.named()} <= set(there.contents())
        assert "missing" not in (source / "knowledge.json").read_text()


def test_one_service_alone_brings_its_files_back_too(home, elsewhere, monkeypatch, tmp_path, capsys):
    def command(*words):
        monkeypatch.setattr("sys.argv", ["knowledge", *map(str, words)])
        return main("knowledge", knowledge.settings.read, None, None)

    home.attach(home.article(), PNG, "picture.png")
    home.as_set()
    assert command("backup", tmp_path / "monday") == 0
    assert command("backup", tmp_path / "tuesday", "--last", tmp_path / "monday") == 0
    assert f"1 files, {len(PNG)} bytes, 1 as in the last backup" in capsys.readouterr().out
    (key,) = home.contents()
    home.files.delete(key)
    assert command("files") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"file": key, "wrong": "missing"}
    elsewhere.as_set()
    assert command("restore", tmp_path / "tuesday") == 0
    assert elsewhere.contents() == {key: PNG}
    assert (tmp_path / "monday/files" / key).samefile(tmp_path / "tuesday/files" / key)
    assert command("files", "--contents") == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"file')] == [
        {"files": 1, "in": FOLDER}
    ]
