"""What each container may do, and that its image holds all that it needs and nothing of others."""

import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.compose
ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("accounts", "knowledge", "community", "notify")
APIS = [f"{service}-api" for service in SERVICES]
OURS = [*APIS, *(f"{service}-worker" for service in SERVICES), "gateway", "live"]
SERVERS = ["postgres", "rabbitmq", "elasticsearch"]
INSIDE = """
import importlib.util, pathlib, json
found = [pathlib.Path(importlib.util.find_spec(name).origin).parent for name in {names!r}]
print(json.dumps([str(path.relative_to(root.parent)) for root in found for path in root.rglob("*") if path.is_file()]))
"""
SECRETS = ("SECRET", "PASSWORD", "SIGNING_KEY", "DATABASE_URL", "BUS_URL")


@pytest.fixture(scope="module")
def inspected(portal):
    """What Docker knows of each container, by service."""
    return {name: json.loads(portal.docker("inspect", portal.container(name)))[0] for name in (*OURS, *SERVERS)}


def test_no_container_of_ours_is_root_or_may_write_to_its_own_files(inspected):
    for name in OURS:
        host = inspected[name]["HostConfig"]
        assert inspected[name]["Config"]["User"] == "10001:10001", name
        assert host["ReadonlyRootfs"] and host["CapDrop"] == ["ALL"] and not host["CapAdd"], name


def test_no_container_gains_privileges_or_takes_the_machine_s_memory(inspected):
    for name, found in inspected.items():
        host = found["HostConfig"]
        assert "no-new-privileges:true" in host["SecurityOpt"] and host["CapDrop"] == ["ALL"], name
        assert 0 < host["Memory"] <= 2**30 and not host["Privileged"], name
        assert host["LogConfig"]["Config"]["max-size"] and host["RestartPolicy"]["Name"] == "unless-stopped", name


def test_only_the_gateway_and_the_live_stream_are_published_and_only_to_this_machine(inspected):
    published = {name: found["HostConfig"]["PortBindings"] for name, found in inspected.items()}
    assert {name for name, ports in published.items() if ports} == {"gateway", "live"}
    addresses = {one["HostIp"] for ports in published.values() for binding in (ports or {}).values() for one in binding}
    assert addresses == {"127.0.0.1"}


def test_a_process_cannot_change_what_it_runs(portal):
    for name in ("gateway", "accounts-worker"):
        for place in ("/opt/atrium/bin/more", "/more"):
            with pytest.raises(RuntimeError, match="Read-only file system|Permission denied"):
                portal.compose("exec", "-T", name, "sh", "-c", f"echo more > {place}")


def test_nobody_holds_anothers_secrets(portal, inspected):
    """A value that is secret stands in the containers of one service alone, and the servers' own in none of ours."""
    holders = {}
    for name in OURS:
        service = "notify" if name == "live" else name.partition("-")[0]
        for line in inspected[name]["Config"]["Env"]:
            variable, _, value = line.partition("=")
            if variable.endswith(SECRETS) and value:
                holders.setdefault(value, set()).add(service)
    assert len(holders) > 10
    assert {value for value, services in holders.items() if len(services) > 1} == set()
    operators = {portal.settings["POSTGRES_PASSWORD"], portal.settings["OPERATOR_BUS_PASSWORD"]}
    assert [value for value in holders if any(secret in value for secret in operators)] == []


@pytest.mark.parametrize(
    ("who", "whom", "port", "reached"),
    [
        ("gateway", "accounts-api", 8000, True),
        ("knowledge-api", "elasticsearch", 9200, True),
        ("notify-worker", "rabbitmq", 5672, True),
        ("gateway", "elasticsearch", 9200, False),
        ("gateway", "rabbitmq", 5672, False),
        ("accounts-api", "rabbitmq", 5672, False),
        ("community-api", "elasticsearch", 9200, False),
        ("live", "rabbitmq", 5672, False),
        ("accounts-worker", "elasticsearch", 9200, False),
    ],
)
def test_a_server_is_reached_only_by_those_who_need_it(portal, who, whom, port, reached):
    code = f"import socket; socket.create_connection(({whom!r}, {port}), 3)"
    if reached:
        portal.compose("exec", "-T", who, "python", "-c", code)
    else:
        with pytest.raises(RuntimeError, match="gaierror|TimeoutError|ConnectionRefused|No route"):
            portal.compose("exec", "-T", who, "python", "-c", code)


def git_files(folder):
    """The files of a package that are part of the repository, contracts included where it has them."""
    listed = subprocess.run(["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    package = Path(folder).name
    own = {f"{package}/{Path(line).relative_to(folder)}" for line in listed.splitlines()} - {f"{package}/contracts"}
    if (ROOT / folder / "contracts").is_symlink():
        contracts = ROOT / folder / "contracts"
        own |= {f"{package}/contracts/{path.relative_to(contracts)}" for path in contracts.rglob("*.json")}
    return own


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_an_image_holds_its_service_whole_and_no_other(portal, service):
    container = service if service == "gateway" else f"{service}-api"
    folder = "gateway/gateway" if service == "gateway" else f"services/{service}/{service}"
    run = ["exec", "-T", container, "python", "-c", INSIDE.format(names=[service, "portalkit"])]
    inside = {name for name in json.loads(portal.compose(*run)) if not name.endswith(".pyc")}
    wanted = git_files(folder) | git_files("services/portalkit/portalkit")
    assert wanted - inside == set()
    others = [f"import {other}" for other in (*SERVICES, "gateway") if other != service]
    for line in others:
        with pytest.raises(RuntimeError, match="ModuleNotFoundError"):
            portal.compose("exec", "-T", container, "python", "-c", line)


@pytest.mark.parametrize("service", SERVICES)
def test_in_production_each_starts_with_what_the_file_gives_it_and_none_with_the_mailbox(portal, service):
    good = ["-e", "ENV=production", "-e", "PUBLIC_ORIGIN=https://portal.example"]
    mail = ["-e", "MAIL_URL=smtp://mail.example"]
    run = ["run", "--rm", "--no-deps", "-T"]
    assert json.loads(portal.compose(*run, *good, *mail, f"{service}-api", "openapi"))["openapi"]
    if service in ("accounts", "notify"):
        with pytest.raises(RuntimeError, match="the mailbox is for trying out"):
            portal.compose(*run, *good, f"{service}-api", "openapi")


def test_the_operator_adds_the_first_administrator(portal):
    told = portal.compose(
        "run",
        "--rm",
        "--no-deps",
        "-T",
        "accounts-api",
        "add-user",
        "femi@portal.example",
        "Femi Adeyemi",
        "administrator",
    )
    assert "Added Femi Adeyemi" in told and f"{portal.url}/reset?token=" in told
