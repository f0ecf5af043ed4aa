"""The files for Kubernetes, laid together as kubectl does it. No cluster was started: its own part is not shown.

What kubernetes-validate does not know are the kinds of the operator of PostgreSQL.
"""

import importlib
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from participation import create_app
from participation.config import ROOT, Config
from participation.operations.cli import cli
from participation.sealing.keyring import HALVES, Keyring

COUNCIL = ROOT / "deploy" / "kubernetes" / "councils" / "anytown"
PAGE = (ROOT / "docs" / "kubernetes.md").read_text("utf-8")
OF_THE_OPERATOR = {"Cluster": "records", "ObjectStore": "archive", "ScheduledBackup": "every-night"}
MADE_BY_THE_OPERATOR = {"records-app", "records-ca"}
PROGRAMS = ("worker", "staff", "upgrade", "public")
ACCOUNT = 10001

Described = Mapping[str, Any]


@pytest.fixture(scope="module")
def kubernetes_validate() -> Any:
    """Loaded here: it takes over a second, in each process that has to list the tests."""
    return importlib.import_module("kubernetes_validate")


@pytest.fixture(scope="module")
def described() -> list[Described]:
    """All that stands in the cluster for one council."""
    laid = subprocess.run(["kubectl", "kustomize", COUNCIL], check=True, capture_output=True, text=True)
    return list(yaml.safe_load_all(laid.stdout))


@pytest.fixture(scope="module")
def pods(described: list[Described]) -> Mapping[str, Described]:
    """What each program runs in."""
    return {
        each["metadata"]["name"]: each["spec"]["template"]["spec"]
        for each in described
        if each["kind"] in ("Deployment", "Job")
    }


def named(described: list[Described], kind: str, name: str) -> Any:
    """What one of them says."""
    return next(each["spec"] for each in described if (each["kind"], each["metadata"]["name"]) == (kind, name))


def told(described: list[Described], pod: Described) -> dict[str, str]:
    """The settings that a program finds, with a password where Kubernetes puts one."""
    (container,) = pod["containers"]
    council = next(each["data"] for each in described if each["kind"] == "ConfigMap")
    given = {each["name"]: each.get("value", "drawn").replace("$(PASSWORD)", "drawn") for each in container["env"]}
    return {**council, **given}


def secrets_of(of: object) -> Iterator[str]:
    """The names of all secrets that are handed in."""
    if isinstance(of, Mapping):
        for key, value in of.items():
            if key in ("secretRef", "secretKeyRef", "passwordSecret", "accessKeyId", "secretAccessKey"):
                yield value["name"]
            elif key == "secretName":
                yield value
            yield from secrets_of(value)
    elif isinstance(of, list):
        for each in of:
            yield from secrets_of(each)


def test_kubernetes_takes_every_part_and_all_of_it_is_in_the_councils_own_space(
    described: list[Described], kubernetes_validate: Any
) -> None:
    others = {}
    for each in described:
        assert each["metadata"]["namespace"] == "participation-anytown"
        if each["kind"] in OF_THE_OPERATOR:
            others[each["kind"]] = each["metadata"]["name"]
        else:
            kubernetes_validate.validate(each, "1.34", strict=True)
    assert others == OF_THE_OPERATOR


def test_a_misspelt_word_would_be_noticed(described: list[Described], kubernetes_validate: Any) -> None:
    spelt = yaml.safe_dump(next(each for each in described if each["kind"] == "NetworkPolicy"))
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(yaml.safe_load(spelt.replace("podSelector", "podSelecter")), "1.34", strict=True)


def test_the_side_of_the_children_gets_its_own_password_and_keys_and_nobody_elses(
    pods: Mapping[str, Described],
) -> None:
    assert set(secrets_of(pods["public"])) == {"public-password", "public-keys", "records-ca"}
    for name in ("worker", "staff", "upgrade"):
        assert set(secrets_of(pods[name])) == {"records-app", "staff", "staff-keys", "records-ca"}


def test_every_secret_is_made_on_the_page_or_by_the_operator(described: list[Described]) -> None:
    made = set(re.findall(r"create secret (?:generic|tls) ([a-z-]+)", PAGE))
    assert set(secrets_of(described)) == made | MADE_BY_THE_OPERATOR


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_program_is_told_what_it_can_use(
    described: list[Described], pods: Mapping[str, Described], name: str
) -> None:
    settings = Config.from_environ(told(described, pods[name]))
    role, serves = ("participation_public", "public") if name == "public" else ("participation", "staff")
    assert settings.serves == (serves,)
    assert settings.database_url.startswith(f"postgresql://{role}:drawn@records-rw/participation?sslmode=verify-full&")
    command, *words = pods[name]["containers"][0]["args"]
    assert (
        CliRunner().invoke(cli, [command, *words[:1], "--help"] if command == "db" else [command, "--help"]).exit_code
        == 0
    )
    if command != "db":
        assert cli.commands[command].make_context(command, words).params.get("host", "") in ("", "0.0.0.0")  # noqa: S104


def test_no_program_can_write_but_where_it_is_meant_to(pods: Mapping[str, Described]) -> None:
    made = (ROOT / "deploy" / "Containerfile").read_text()
    assert f"useradd --system --uid {ACCOUNT} " in made
    assert set(pods) == set(PROGRAMS)
    for pod in pods.values():
        assert pod["securityContext"]["runAsUser"] == ACCOUNT
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in (*pod["initContainers"], *pod["containers"]):
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
            }  # fmt: skip
        (container,) = pod["containers"]
        assert [each["name"] for each in container["volumeMounts"] if not each.get("readOnly")] == ["tmp"]


def test_keys_arrive_as_the_program_wants_them(pods: Mapping[str, Described], tmp_path: Path) -> None:
    keys, given, arrived = tmp_path / "keys", tmp_path / "keys.tar", tmp_path / "arrived"
    Keyring.create(keys)
    for half in HALVES:
        (keys / half).unlink()
    (packed,) = {line.strip() for line in PAGE.splitlines() if line.startswith("tar --create") and " keys " in line}
    subprocess.run(packed.split(), cwd=tmp_path, check=True)
    tarfile.open(given).close()
    arrived.mkdir(0o777)
    for pod in pods.values():
        (carries,) = pod["initContainers"]
        places = {"/given/keys.tar": str(given), "/var/lib/participation/keys": str(arrived)}
        subprocess.run([places.get(word, word) for word in carries["command"]], check=True)
    kept = [path for path in arrived.rglob("*") if path.is_file()]
    assert len(kept) == len([path for path in keys.rglob("*") if path.is_file()]) > 5
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    assert Keyring(arrived).is_whole()


@pytest.mark.parametrize("side", ["staff", "public"])
def test_whoever_asks_whether_it_lives_is_answered_at_any_address(
    described: list[Described], pods: Mapping[str, Described], keys_dir: Path, database_url: str, side: str
) -> None:
    settings = {**told(described, pods[side]), "PARTICIPATION_DATABASE_URL": database_url}
    settings |= {"PARTICIPATION_KEYS_DIR": str(keys_dir), "PARTICIPATION_FIGURES_DATABASE_URL": ""}
    settings["PARTICIPATION_PUBLIC_ROLE"] = ""
    browser = create_app(Config.from_environ(settings)).test_client()
    (container,) = pods[side]["containers"]
    for probe in ("readinessProbe", "livenessProbe"):
        asked = container[probe]["httpGet"]
        assert asked["port"] == container["ports"][0]["name"]
        assert browser.get(asked["path"], base_url="http://10.1.2.3:8000").status_code == 200


def test_nobody_speaks_to_anybody_but_for_what_is_said(described: list[Described]) -> None:
    nobody = named(described, "NetworkPolicy", "nobody-to-anybody")
    assert nobody == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    labels = {
        each["metadata"]["name"]: each["spec"]["template"]["metadata"]["labels"]
        for each in described
        if each["kind"] in ("Deployment", "Job")
    }
    to_anywhere = {
        name
        for name, of in labels.items()
        for each in described
        if each["kind"] == "NetworkPolicy" and each["spec"].get("egress") == [{}]
        if selects(each["spec"]["podSelector"], of)
    }
    assert to_anywhere == {"staff", "worker"}
    records = named(described, "NetworkPolicy", "program-to-records")
    assert all(selects(records["podSelector"], of) for of in labels.values())
    assert [sorted(port["port"] for port in each["ports"]) for each in records["egress"]] == [[5432], [53, 53]]


def selects(selector: Described, labels: Mapping[str, str]) -> bool:
    """Whether a pod with these labels is meant."""
    wanted = selector.get("matchLabels", {}).items()
    one_of = selector.get("matchExpressions", [])
    return wanted <= labels.items() and all(labels.get(each["key"]) in each["values"] for each in one_of)


def test_each_name_leads_to_its_side(described: list[Described]) -> None:
    rules = named(described, "Ingress", "names")["rules"]
    council = next(each["data"] for each in described if each["kind"] == "ConfigMap")
    leads = {rule["host"]: rule["http"]["paths"][0]["backend"]["service"]["name"] for rule in rules}
    assert {f"https://{host}": side for host, side in leads.items()} == {
        council["PARTICIPATION_PUBLIC_URL"]: "public",
        council["PARTICIPATION_STAFF_URL"]: "staff",
    }
    for side in leads.values():
        assert named(described, "Service", side)["selector"] == {"app.kubernetes.io/name": side}
