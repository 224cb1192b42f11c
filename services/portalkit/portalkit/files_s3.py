"""Files in a bucket of an S3-compatible store."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from portalkit.errors import Missing
from portalkit.files import KEY, Bounded, File, Opened, Source, checked, checked_folder, content_type, part
from portalkit.settings import WrongSetting

PIECE = 8 * 1024 * 1024  # bytes; what is larger goes up in pieces, each of which can be sent again
MOST_PIECES = 10_000
PAGE = 1000
SETTINGS = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "total_max_attempts": 3},
    # Checksums beyond what S3 always had are unknown to many servers.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
TROUBLE = (BotoCoreError, ClientError, Boto3Error)


class S3Files:
    """The files of one bucket, which is there already.

    What a killed process had sent of a large file stays invisible, but it takes room: let the bucket's rules end
    uploads that are left unfinished.
    """

    def __init__(self, url: str) -> None:
        self._bucket, address, region, key, secret = _place(url)
        self._client: Any = Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=region).client(
            "s3", endpoint_url=address, config=SETTINGS
        )

    def put(self, key: str, source: Source, most: int) -> File:
        piece = max(PIECE, -(-most // MOST_PIECES))
        how = TransferConfig(multipart_threshold=piece, multipart_chunksize=piece, use_threads=False)
        more = {"ContentType": content_type(checked(key))}
        with _told():
            self._client.upload_fileobj(Bounded(source, most), self._bucket, key, ExtraArgs=more, Config=how)
        found = self.find(key)
        if found is None:
            raise OSError(f"the file store took {key} and does not have it")
        return found

    def open(self, key: str, start: int = 0, stop: int | None = None) -> Opened:
        part(0, start, stop)
        if start == stop:
            return self._nothing_of(key)
        wanted = {} if (start, stop) == (0, None) else {"Range": f"bytes={start}-{'' if stop is None else stop - 1}"}
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=checked(key), **wanted)
        except TROUBLE as fault:
            code = fault.response["Error"]["Code"] if isinstance(fault, ClientError) else ""
            if code == "NoSuchKey":
                raise Missing() from None
            if code == "InvalidRange":  # it begins at or beyond the end
                return self._nothing_of(key)
            raise _trouble(fault) from fault
        body = _Body(answer["Body"])
        if wanted and "ContentRange" not in answer:
            body.close()
            raise OSError("the file store does not give parts of files")
        size = int(answer["ContentRange"].rpartition("/")[2]) if wanted else answer["ContentLength"]
        return Opened(_file(key, size, answer), body, answer["ContentLength"])

    def _nothing_of(self, key: str) -> Opened:
        file = self.find(key)
        if file is None:
            raise Missing()
        return Opened(file, BytesIO(), 0)

    def find(self, key: str) -> File | None:
        checked(key)
        with _told():
            try:
                answer = self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as fault:
                if fault.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    return None
                raise
        return _file(key, answer["ContentLength"], answer)

    def below(self, folder: str) -> Iterator[File]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=checked_folder(folder), PaginationConfig={"PageSize": PAGE}
        )
        with _told():
            for page in pages:
                for each in page.get("Contents", ()):
                    if KEY.fullmatch(each["Key"]):
                        yield _file(each["Key"], each["Size"], each)

    def delete(self, key: str) -> None:
        with _told():
            self._client.delete_object(Bucket=self._bucket, Key=checked(key))


class _Body:
    """What comes of an answer, with the store's trouble told as OSError."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, amount: int = -1) -> bytes:
        with _told():
            return bytes(self._body.read(amount))

    def close(self) -> None:
        self._body.close()


def _file(key: str, size: int, answer: Mapping[str, Any]) -> File:
    return File(key, size, answer["ETag"].strip('"'), answer["LastModified"])


def _trouble(fault: Exception) -> OSError:
    return OSError(f"the file store: {fault}")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except TROUBLE as fault:
        raise _trouble(fault) from fault


def _place(url: str) -> tuple[str, str, str, str, str]:
    """Bucket, address, region, key, secret. Raises WrongSetting; its text never shows the URL, which holds a secret."""
    parts = urlsplit(url)
    try:
        port = f":{parts.port}" if parts.port else ""
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise WrongSetting("FILES_URL: write s3://key:secret@host:port/bucket?region=…") from None
    region, tls = options.pop("region", "us-east-1"), options.pop("tls", "required")
    bucket, key, secret = parts.path.strip("/"), unquote(parts.username or ""), unquote(parts.password or "")
    if options or not (parts.hostname and bucket and key and secret and region) or "/" in bucket:
        raise WrongSetting(
            "FILES_URL: write s3://key:secret@host:port/bucket?region=…, with &tls=none at most behind it"
        )
    if tls not in ("required", "none"):
        raise WrongSetting("FILES_URL: tls is required or none")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return bucket, f"{'http' if tls == 'none' else 'https'}://{host}{port}", region, key, secret
