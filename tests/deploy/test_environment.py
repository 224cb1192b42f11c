"""What docker-compose.yml reads is explained, and what is secret in it is made anew for each portal."""

import re
import subprocess
from pathlib import Path

import orjson
import pytest
from joserfc.jwk import ECKey

from gateway.settings import Settings as Gateway
from portalkit.errors import Unidentified
from portalkit.settings import load
from portalkit.tokens import Verifier, mint
from portalkit.viewer import Viewer

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
MAKE_ENV = ROOT / "deploy" / "env" / "make-env"
SETTING = re.compile(r"^([A-Z_]+)=(.*)$", re.M)
SECRET = re.compile(r"_(SECRET|PASSWORD|SIGNING_KEY)$")
# What is only for tests, or told by whoever builds an image.
ON_TOP = {"LOG_LEVEL", "PASSWORD_PROFILE", "SEARCH_URL", "MICRO_CACHE_SECONDS"}
ON_TOP |= {"WRITES_A_MINUTE", "WRITES_A_MINUTE_IP", "CALLS_A_MINUTE", "PAGE_BUDGET_MS", "PANEL_MS", "CONNECT_MS"}


def make_env(file, **environ):
    subprocess.run([MAKE_ENV, file], env={"PATH": "/usr/bin:/bin", **environ}, check=True, capture_output=True)
    return {name: value.strip("'") for name, value in SETTING.findall(file.read_text())}


@pytest.fixture
def made(tmp_path):
    return make_env(tmp_path / "environment")


def test_every_variable_of_the_containers_is_explained():
    read = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    assert read - {name for name, _ in SETTING.findall(EXAMPLE)} == ON_TOP
    for paragraph in re.split(r"\n\n+", EXAMPLE):
        assert paragraph.startswith("#"), paragraph


def test_nothing_is_explained_that_no_container_reads():
    read = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    assert {name for name, _ in SETTING.findall(EXAMPLE)} - read == set()


def test_no_secret_stands_in_the_files_of_the_repository():
    assert {name: value for name, value in SETTING.findall(EXAMPLE) if SECRET.search(name) and value} == {}
    lines = [line for line in COMPOSE.splitlines() if re.search(r"SECRET|PASSWORD|SIGNING_KEY|PASS:", line)]
    assert len(lines) > 30
    assert [line for line in lines if not re.search(r"\$\{[A-Z_]+(:\?[^}]+|:-standard)?\}", line)] == []


def test_every_secret_is_made_long_and_different_from_all_others(made, tmp_path):
    secrets = {name: value for name, value in made.items() if SECRET.search(name)}
    assert len(secrets) > 20 and min(len(value) for value in secrets.values()) >= 64
    assert len(set(secrets.values())) == len(secrets)
    other = make_env(tmp_path / "another")
    assert {name for name, value in secrets.items() if other[name] == value} == set()
    assert (tmp_path / "another").stat().st_mode & 0o077 == 0


def test_services_believe_what_the_gateway_signs(made, tmp_path):
    key = ECKey.import_key(orjson.loads(made["GATEWAY_SIGNING_KEY"]))
    viewer = Viewer("somebody", "customer")
    assert Verifier(made["PUBLIC_KEYS"], "accounts").verify(mint(key, "accounts", viewer)).viewer.id == "somebody"
    assert "d" not in orjson.loads(made["PUBLIC_KEYS"])["keys"][0]
    another = make_env(tmp_path / "another")
    with pytest.raises(Unidentified):
        Verifier(another["PUBLIC_KEYS"], "accounts").verify(mint(key, "accounts", viewer))


def test_made_again_it_keeps_what_is_there_and_adds_what_is_new(tmp_path):
    file = tmp_path / "environment"
    first = make_env(file)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(("NOTIFY_SECRET=", "ENV="))) + "OWN=1\n")
    again = make_env(file)
    assert {name for name in first if again[name] != first[name]} == {"NOTIFY_SECRET"}
    assert again["OWN"] == "1" and len(again["NOTIFY_SECRET"]) == 64


def test_another_port_moves_origin_and_stream_along(tmp_path):
    made = make_env(tmp_path / "environment", PORT="9100", BRAND_NAME="Heron & Sons")
    assert (made["PORT"], made["LIVE_PORT"], made["PUBLIC_ORIGIN"]) == ("9100", "9101", "http://127.0.0.1:9100")
    assert made["BRAND_NAME"] == "Heron & Sons"
    default = make_env(tmp_path / "default")
    assert (default["PORT"], default["LIVE_PORT"]) == ("8080", "8081")
    assert load(Gateway, "gateway", default).live == "http://127.0.0.1:8081"
