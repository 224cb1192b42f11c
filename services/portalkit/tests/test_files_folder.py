"""Files in a folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portalkit.backends import open_files
from portalkit.files_folder import ARRIVING, LEFT_OVER, FolderFiles
from portalkit.settings import Settings, WrongSetting
from portalkit.testing.files_suite import *  # noqa: F403
from portalkit.testing.files_suite import KEY, content_of, put


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def files(root):
    return FolderFiles(root)


def test_a_file_is_kept_as_it_is_and_is_nobody_elses(files, root):
    put(files, b"one")
    assert (root / KEY).read_bytes() == b"one"
    assert (root / KEY).stat().st_mode & 0o777 == 0o600
    assert (root / KEY).parent.stat().st_mode & 0o777 == 0o700


def test_it_is_on_the_disk_before_it_has_its_name_and_its_name_is_before_put_returns(files, root, monkeypatch):
    done = []

    def noting(what, act):
        def noted(at, *rest, **more):
            done.append((what, str(Path(f"/proc/self/fd/{at}").readlink()) if isinstance(at, int) else str(at)))
            return act(at, *rest, **more)

        return noted

    monkeypatch.setattr(os, "fsync", noting("flush", os.fsync))
    monkeypatch.setattr(os, "replace", noting("name", os.replace))
    put(files, b"one")
    (aside,) = [at for what, at in done if what == "name"]
    assert done[0] == ("flush", aside)
    assert done[-2:] == [("name", aside), ("flush", str((root / KEY).parent))]
    assert {("flush", str(root)), ("flush", str(root / "exports"))} <= set(done[:-2])


def test_a_process_that_dies_while_writing_leaves_nothing_to_see(files, root):
    put(files, b"old")
    dying = """
import os, signal, sys
from pathlib import Path
from portalkit.files_folder import FolderFiles

class Source:
    given = 0
    def read(self, amount=-1):
        self.given += 1
        if self.given > 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"x" * amount

FolderFiles(Path(sys.argv[1])).put(sys.argv[2], Source(), 10**9)
"""
    done = subprocess.run(
        [sys.executable, "-c", dying, str(root), KEY], env={"PYTHONPATH": os.pathsep.join(sys.path)}, check=False
    )
    assert done.returncode == -9
    (left,) = (root / ARRIVING).iterdir()
    assert [file.key for file in files.below("")] == [KEY] and content_of(files) == b"old"
    FolderFiles(root)
    assert left.exists()  # it might still be written
    os.utime(left, (0, left.stat().st_mtime - LEFT_OVER - 1))
    FolderFiles(root)
    assert not left.exists()


def test_nothing_is_left_of_what_could_not_be_kept(files, root, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_, **__: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        put(files, b"one")
    assert list((root / ARRIVING).iterdir()) == []


def test_a_link_to_another_folder_leads_nowhere(files, root, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "u1").mkdir(parents=True)
    (elsewhere / "u1" / "accounts.json").write_bytes(b"secret")
    (root / "exports").symlink_to(elsewhere)
    for act in (files.find, files.open, files.delete, lambda key: put(files, b"", key)):
        with pytest.raises(OSError):
            act(KEY)
    with pytest.raises(OSError):
        files.below("exports/")
    assert list(files.below("")) == []
    assert (elsewhere / "u1" / "accounts.json").read_bytes() == b"secret"


def test_a_link_in_the_place_of_a_file_is_none(files, root, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (root / KEY).parent.mkdir(parents=True)
    (root / KEY).symlink_to(secret)
    for act in (files.find, files.open):
        with pytest.raises(OSError):
            act(KEY)
    assert list(files.below("")) == []
    put(files, b"ours")
    assert (content_of(files), secret.read_bytes()) == (b"ours", b"secret")


def test_what_others_laid_there_is_not_listed(files, root):
    put(files, b"one")
    (root / "exports" / "Notes of mine.txt").write_bytes(b"")
    os.mkfifo(root / "exports" / "pipe.txt")
    assert [file.key for file in files.below("")] == [KEY]
    with pytest.raises(OSError):
        files.find("exports/pipe.txt")


def test_settings_say_where_it_is(tmp_path):
    for settings in (Settings(data_dir=tmp_path / "var"), Settings(files_url=f"file://{tmp_path}/elsewhere")):
        put(open_files(settings), b"one")
    assert (tmp_path / "var" / "files" / KEY).exists() and (tmp_path / "elsewhere" / KEY).exists()
    with pytest.raises(WrongSetting, match="FILES_URL"):
        open_files(Settings(files_url="ftp://files.example"))
