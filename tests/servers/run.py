"""Runs a command with real servers: those whose TEST_…_URL is set, and containers (S3: see s3.py) for the others.

TEST_SERVERS names some of them (`postgres`), if not all are needed.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator

import s3
from testcontainers.core.container import DockerContainer

USER, PASSWORD = "atrium", "only-for-tests"


def postgres() -> tuple[DockerContainer, dict[str, int], Callable[[dict[str, int]], dict[str, str]]]:
    """PostgreSQL, as a role that may make databases and roles."""
    container = DockerContainer(os.environ.get("POSTGRES_IMAGE", "postgres:17-alpine"))
    container.with_env("POSTGRES_USER", USER).with_env("POSTGRES_PASSWORD", PASSWORD)
    container.with_env("POSTGRES_DB", "postgres").with_env("LANG", "C.UTF-8")
    container.with_command("postgres -c max_connections=400")  # a test of leaks keeps a dozen portals
    return (
        container,
        {"postgres": 5432},
        lambda at: {"TEST_POSTGRES_URL": f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{at['postgres']}/postgres"},
    )


def rabbitmq() -> tuple[DockerContainer, dict[str, int], Callable[[dict[str, int]], dict[str, str]]]:
    """RabbitMQ with its management API, as an administrator."""
    container = DockerContainer(os.environ.get("RABBITMQ_IMAGE", "rabbitmq:4-management-alpine"))
    container.with_env("RABBITMQ_DEFAULT_USER", USER).with_env("RABBITMQ_DEFAULT_PASS", PASSWORD)
    return (
        container,
        {"amqp": 5672, "management": 15672},
        lambda at: {
            "TEST_RABBITMQ_URL": f"amqp://{USER}:{PASSWORD}@127.0.0.1:{at['amqp']}/",
            "TEST_RABBITMQ_MANAGEMENT_URL": f"http://{USER}:{PASSWORD}@127.0.0.1:{at['management']}",
        },
    )


def elasticsearch() -> tuple[DockerContainer, dict[str, int], Callable[[dict[str, int]], dict[str, str]]]:
    """Elasticsearch, one node, plain HTTP."""
    container = DockerContainer(
        os.environ.get("ELASTICSEARCH_IMAGE", "docker.elastic.co/elasticsearch/elasticsearch:8.19.5")
    )
    for name, value in (
        ("discovery.type", "single-node"),
        ("ES_JAVA_OPTS", "-Xms512m -Xmx512m"),
    ):
        container.with_env(name, value)
    if "ELASTICSEARCH_IMAGE" not in os.environ:
        container.with_env("xpack.security.enabled", "false")
    return container, {"http": 9200}, lambda at: {"TEST_ELASTICSEARCH_URL": f"http://127.0.0.1:{at['http']}"}


SERVERS = {
    "TEST_POSTGRES_URL": postgres,
    "TEST_RABBITMQ_URL": rabbitmq,
    "TEST_ELASTICSEARCH_URL": elasticsearch,
    "TEST_S3_URL": s3.in_container,
}
if chosen := os.environ.get("TEST_SERVERS", "").upper().split():
    SERVERS = {name: describe for name, describe in SERVERS.items() if name.split("_")[1] in chosen}


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """The environment with an address of each server; what was started here ends with the block."""
    environ = dict(os.environ)
    with contextlib.ExitStack() as ended:
        for variable, describe in SERVERS.items():
            if environ.get(variable):
                continue
            if describe is s3.in_container and s3.can_be_built():
                environ |= ended.enter_context(s3.built())
                continue
            container, ports, addresses = describe()
            container.with_exposed_ports(*ports.values())
            ended.callback(container.stop)
            container.start()
            environ |= addresses({name: int(container.get_exposed_port(port)) for name, port in ports.items()})
        wait_for(environ)
        yield environ


def wait_for(environ: dict[str, str], seconds: float = 90) -> None:
    """Wait until all of them answer."""
    waiting = {name: CHECKS[name] for name in SERVERS}
    until = time.monotonic() + seconds
    while waiting:
        waiting = {name: check for name, check in waiting.items() if not _answers(check, environ[name])}
        if time.monotonic() > until:
            raise SystemExit(f"not ready within {seconds:.0f} s: {', '.join(waiting)}")
        time.sleep(0.2 if waiting else 0)


def _answers(check: Callable[[str], None], url: str) -> bool:
    try:
        check(url)
    except Exception:
        return False
    return True


def _postgres_answers(url: str) -> None:
    import psycopg

    psycopg.connect(url, connect_timeout=2).close()


def _rabbitmq_answers(url: str) -> None:
    import pika

    pika.BlockingConnection(pika.URLParameters(url)).close()


def _elasticsearch_answers(url: str) -> None:
    with urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3) as answer:
        answer.read()


def _s3_answers(url: str) -> None:
    at = urllib.parse.urlsplit(url)
    socket.create_connection((str(at.hostname), at.port or 443), timeout=2).close()


CHECKS = {
    "TEST_POSTGRES_URL": _postgres_answers,
    "TEST_RABBITMQ_URL": _rabbitmq_answers,
    "TEST_ELASTICSEARCH_URL": _elasticsearch_answers,
    "TEST_S3_URL": _s3_answers,
}


def main() -> int:
    """Run what follows on the command line; its exit code."""
    with servers() as environ:
        return subprocess.run(sys.argv[1:], env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
