"""A real S3-compatible server, versitygw: in a container, or built by Go where there is Go and no image was named."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from testcontainers.core.container import DockerContainer

VERSION = "v1.8.0"
MODULE = f"github.com/versity/versitygw/cmd/versitygw@{VERSION}"
KEY, SECRET = "atrium", "only-for-tests"
ACCESS = {"ROOT_ACCESS_KEY": KEY, "ROOT_SECRET_KEY": SECRET}


def address(port: int) -> dict[str, str]:
    """What the tests read. The bucket is a word to be replaced: each test module makes its own."""
    return {"TEST_S3_URL": f"s3://{KEY}:{SECRET}@127.0.0.1:{port}/any?tls=none"}


def in_container() -> tuple[DockerContainer, dict[str, int], Callable[[dict[str, int]], dict[str, str]]]:
    """Its public image (or S3_IMAGE), keeping files in a folder of the container."""
    container = DockerContainer(os.environ.get("S3_IMAGE", f"ghcr.io/versity/versitygw:{VERSION}"))
    for name, value in ACCESS.items():
        container.with_env(name, value)
    container.with_command("--quiet posix /tmp")
    return container, {"s3": 7070}, lambda at: address(at["s3"])


def can_be_built() -> bool:
    """Whether to build it here. It takes two CPU minutes and a half, once; the program is kept in the user's cache."""
    return "S3_IMAGE" not in os.environ and shutil.which("go") is not None


@contextlib.contextmanager
def built() -> Iterator[dict[str, str]]:
    """The server as a process on a free port, with its files in a folder that goes with it."""
    program = _program()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        kept, told = Path(folder, "kept"), Path(folder, "told")  # the latter where a disk knows no extended attributes
        kept.mkdir()
        told.mkdir()
        command = [program, "--quiet", "--port", f"127.0.0.1:{port}", "posix", "--sidecar", told, kept]
        process = subprocess.Popen(command, env=os.environ | ACCESS, stdout=subprocess.DEVNULL)
        try:
            yield address(port)
        finally:
            process.terminate()
            process.wait(10)


def _program() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "atrium-tests"
    program = cache / f"versitygw-{VERSION}"
    if not program.exists():
        print(f"building {MODULE}, once …", flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            # Unoptimised, as that builds in two thirds of the time.
            command = ["go", "install", "-gcflags=all=-N -l", "-ldflags=-s -w", MODULE]
            subprocess.run(command, env=os.environ | {"GOBIN": folder, "CGO_ENABLED": "0"}, check=True)
            Path(folder, "versitygw").replace(program)
    return program
