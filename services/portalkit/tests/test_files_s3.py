"""Files in a bucket of a real S3-compatible server."""

from uuid import uuid4

import pytest

from portalkit.backends import open_files
from portalkit.settings import Settings
from portalkit.testing.files_suite import *  # noqa: F403
from portalkit.testing.files_suite import KEY, LARGE, MANY, Trickle, content_of, put
from portalkit.testing.servers import server

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def url():
    """The server's address, with a bucket of this module's own."""
    address, _, options = server("s3").partition("?")
    return f"{address.rpartition('/')[0]}/atrium-{uuid4().hex}?{options}"


@pytest.fixture(scope="module")
def bucket(url):
    made = open_files(Settings(files_url=url))
    made._client.create_bucket(Bucket=made._bucket)
    yield made
    made._client.delete_bucket(Bucket=made._bucket)


@pytest.fixture
def files(bucket):
    yield bucket
    for file in bucket.below(""):
        bucket.delete(file.key)


def test_the_bucket_knows_what_a_file_is(files):
    put(files, b"one")
    assert files._client.head_object(Bucket=files._bucket, Key=KEY)["ContentType"] == "application/json"


def test_nothing_is_left_of_a_large_file_that_did_not_come_whole(files):
    with pytest.raises(ConnectionResetError):
        files.put(KEY, Trickle(LARGE, MANY - 70_001), MANY)
    with pytest.raises(Exception, match="more than"):
        put(files, LARGE, most=MANY)
    assert files._client.list_multipart_uploads(Bucket=files._bucket).get("Uploads", []) == []


def test_a_long_list_is_read_to_its_end(files, monkeypatch):
    monkeypatch.setattr("portalkit.files_s3.PAGE", 2)
    keys = [f"backups/{n}.tar.gz" for n in range(5)]
    for key in keys:
        put(files, b"", key)
    assert [file.key for file in files.below("backups/")] == keys


def test_what_others_put_into_the_bucket_is_not_listed(files):
    files._client.put_object(Bucket=files._bucket, Key="Notes of mine", Body=b"")
    put(files, b"one")
    assert [file.key for file in files.below("")] == [KEY]
    files._client.delete_object(Bucket=files._bucket, Key="Notes of mine")


def test_a_bucket_that_is_not_there_is_the_stores_trouble_and_no_missing_file(url):
    files = open_files(Settings(files_url=url.replace("/atrium-", "/elsewhere-")))
    with pytest.raises(OSError, match="NoSuchBucket"):
        put(files, b"one")
    with pytest.raises(OSError, match="NoSuchBucket"):
        files.open(KEY)
    with pytest.raises(OSError, match="NoSuchBucket"):
        list(files.below(""))


def test_who_has_another_secret_gets_nothing(files, url):
    put(files, b"one")
    scheme, _, rest = url.partition("://")
    key, _, place = rest.partition(":")
    stranger = open_files(Settings(files_url=f"{scheme}://{key}:another@{place.partition('@')[2]}"))
    with pytest.raises(OSError) as caught:
        stranger.open(KEY)
    assert "another" not in str(caught.value)
    with pytest.raises(OSError):
        put(stranger, b"two")
    assert content_of(files) == b"one"
