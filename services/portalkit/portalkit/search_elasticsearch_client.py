"""The connection to Elasticsearch: what may be asked of it, for how long, and what its failures mean to the port.

Reading gets one more try on a new connection, as one that was kept may have been closed at the other end; writing
never, as its caller tries again anyway. A server that is late, away, full or not ours is `IndexUnavailable`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from elastic_transport import NodeConfig, TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, UnsupportedProductError
from elasticsearch.serializer import OrjsonSerializer

from .search import GenerationMissing, IndexUnavailable

JSON = {"accept": "application/json", "content-type": "application/json"}
LINES = {"accept": "application/json", "content-type": "application/x-ndjson"}
# Not allowed in, too slow or too much for it, shut against writing (a full disk), or broken.
UNAVAILABLE = frozenset({401, 403, 408, 429})
PORTS = {"http": 9200, "https": 443}
WRITING, CLEARING = 30.0, 600.0  # seconds
MARGIN = 0.1  # seconds between the server's own limit and ours

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """Where Elasticsearch is: one URL or several with commas, perhaps with user:password@."""

    urls: str
    seconds: float = 0.3
    api_key: str = ""
    ca_file: str = ""


class Connection:
    """Requests to one cluster, as bytes in and plain values out. Threads may share it."""

    def __init__(self, server: Server) -> None:
        self.seconds = server.seconds
        options: dict[str, Any] = {"api_key": server.api_key} if server.api_key else {}
        user = urlsplit(server.urls.split(",")[0])
        if user.username and not server.api_key:
            options["basic_auth"] = (unquote(user.username), unquote(user.password or ""))
        client = Elasticsearch(
            [_node(url.strip(), server.ca_file) for url in server.urls.split(",")],
            serializers={"application/json": OrjsonSerializer()},
            retry_on_status=(),
            retry_on_timeout=False,
            **options,
        )
        self._client = client
        self._reading = client.options(request_timeout=server.seconds + MARGIN, max_retries=1)
        self._writing = client.options(request_timeout=WRITING, max_retries=0)
        self._clearing = client.options(request_timeout=CLEARING, max_retries=0)

    def read(self, path: str, body: bytes, generation: str, lines: bool = False) -> Any:
        """Ask. Raises GenerationMissing, IndexUnavailable."""
        return self._send(self._reading, "POST", path, LINES if lines else JSON, body, generation)

    def write(self, method: str, path: str, body: bytes | None, generation: str, lines: bool = False) -> Any:
        """Change something. Raises GenerationMissing, IndexUnavailable, ApiError for what is wrong with the request."""
        return self._send(self._writing, method, path, LINES if lines else JSON, body, generation)

    def clear(self, path: str, generation: str) -> Any:
        """Something that may take minutes."""
        return self._send(self._clearing, "POST", path, JSON, None, generation)

    def close(self) -> None:
        """Close the pooled connections."""
        self._client.close()

    def _send(
        self,
        client: Elasticsearch,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes | None,
        generation: str,
    ) -> Any:
        try:
            return client.perform_request(method, path, headers=headers, body=body).body
        except NotFoundError as fault:
            raise GenerationMissing(generation) from fault
        except UnsupportedProductError as fault:
            raise IndexUnavailable("what answers is not Elasticsearch") from fault
        except ApiError as fault:
            if fault.status_code in UNAVAILABLE or fault.status_code >= 500:
                raise IndexUnavailable(f"it answered {fault.status_code} {fault.message}") from fault
            raise
        except TransportError as fault:
            raise IndexUnavailable(f"{type(fault).__name__}: {fault.message}") from fault


def _node(url: str, ca_file: str) -> NodeConfig:
    parts = urlsplit(url)
    more: dict[str, Any] = {"ca_certs": ca_file} if ca_file and parts.scheme == "https" else {}
    return NodeConfig(
        parts.scheme,
        parts.hostname or "",
        parts.port or PORTS[parts.scheme],
        path_prefix=parts.path.rstrip("/"),
        **more,
    )


def whole(answer: Any) -> Any:
    """A search's answer. Raises IndexUnavailable for one that is not complete."""
    if answer.get("timed_out") or answer["_shards"]["failed"]:
        raise IndexUnavailable("it could not look through everything in time")
    return answer


def each_whole(answers: Sequence[Any], generation: str) -> list[Any]:
    """The answers to several searches at once; one that failed fails all."""
    for answer in answers:
        if answer["status"] == 404:
            raise GenerationMissing(generation)
        if answer["status"] != 200:
            raise IndexUnavailable(f"it answered {answer['status']} {answer['error'].get('type')}")
    return [whole(answer) for answer in answers]
