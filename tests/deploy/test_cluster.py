"""Two web machines, two databases: what children and officers notice of it when one database dies."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest
from flask import g
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import func, insert, select

from participation import clock, create_app
from participation.config import Config
from participation.db import new_id, session, transaction
from participation.db.grants import PUBLIC_SIDE
from participation.db.migrations import upgrade
from participation.reviews.models import Review
from participation.staff.guard import COOKIE_FIELD
from participation.staff.models import Role, Staff, StaffSession
from participation.staff.queries import session_lookup
from participation.web.standby import from_standby
from tests import factories
from tests.deploy.cluster import PAGES, Cluster, running_cluster, until
from tests.deploy.failing_over import Children, Service, serving
from tests.durability.balance import Balance, balance
from tests.durability.group import fit_keys
from tests.durability.prepared import ADVOCATE, prepare
from tests.metrics.published import hold_reviews
from tests.parts.mail import MailServer

pytestmark = pytest.mark.long

OFFICERS, FIT_IN = 200, 20
SENDS, PHONES = 600, 16
LONGEST = 30
"""Seconds that docs/cluster.md promises."""
CHILDRENS = "participation_public"
GRACE = "grace@example.org"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fit_keys(tmp_path_factory.mktemp("fit") / "keys")


@pytest.fixture
def service(cluster: Cluster, keys: Path, mail: MailServer) -> Iterator[Service]:
    with serving(cluster, keys, smtp_url=mail.url) as service:
        yield service


def officers(service: Service) -> list[str]:
    """So many, signed in; gives their cookies."""
    ids = [new_id() for _ in range(OFFICERS)]
    now = clock.now()
    signed = {"started_at": now, "seen_at": now, "has_second_factor": True}
    with service.app.app_context(), transaction() as writing:
        people = [{"id": id, "email": f"{id}@example.org", "name": id, "role": Role.OFFICER} for id in ids]
        writing.execute(insert(Staff), people)
        rows = [{"lookup": session_lookup(id), "staff_id": id, **signed} for id in ids]
        writing.execute(insert(StaffSession), rows)
    signer = service.app.session_interface.get_signing_serializer(service.app)  # type: ignore[attr-defined]
    return [signer.dumps({COOKIE_FIELD: id}) for id in ids]


def looks(service: Service, cookie: str) -> int:
    """Somebody of the staff looks at a page; gives the status."""
    connection = HTTPConnection(service.cluster.at["FRONT"], PAGES, timeout=60)
    connection.request("GET", "/staff/more", headers={"Cookie": f"staff={cookie}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_two_hundred_officers_and_a_burst_of_children_fit_twenty_connections(service: Service) -> None:
    presses, cookies = prepare(service.app, OFFICERS), officers(service)
    service.start()
    with ThreadPoolExecutor(8) as together:
        assert set(together.map(lambda cookie: looks(service, cookie), cookies)) == {200}
    children, seen = Children(service.cluster, presses, phones=64), Counter[str]()
    children.start()
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'participation'"
    while len(children.acknowledged) < len(presses) and not children.wrong:
        seen[service.cluster.sql(asked)] += 1
        time.sleep(0.2)
    children.finish()
    assert children.troubled == 0
    assert max(map(int, seen)) <= 2 * FIT_IN
    service.stop_workers()
    assert balance(service.app, presses, children.acknowledged) == Balance(len(presses), lost=0, doubled=0, half=0)


def test_a_primary_that_dies_in_mid_send_loses_nothing_and_nobody_is_alerted_twice(
    service: Service, mail: MailServer
) -> None:
    with service.app.app_context():
        factories.staff(Role.ADVOCATE, email=GRACE)
    presses = prepare(service.app, SENDS)
    service.start()
    children = Children(service.cluster, presses, PHONES)
    children.start()
    children.wait_for(SENDS // 3)
    dead = service.cluster.primary()
    service.cluster.kill(dead)
    children.finish()
    assert children.longest_silence() < LONGEST
    assert children.troubled > 0, "nobody pressed meanwhile"
    asked = sum(press.purpose == ADVOCATE for press in presses)
    until(lambda: len(alerts_of(mail)) >= asked)
    alerts = alerts_of(mail)
    assert len(alerts) == asked
    # Taken by the mail server, and the database died before that was noted: it comes again, as the same mail.
    assert alerts.total() - asked <= len(service.workers)
    service.cluster.bring_back(dead)
    assert service.stop_workers(), "a worker has not gone on by itself"
    assert balance(service.app, presses, children.acknowledged) == Balance(SENDS, lost=0, doubled=0, half=0)


def alerts_of(mail: MailServer) -> Counter[str]:
    """How often each mail came that says that somebody asks for an advocate."""
    return Counter(str(each["Message-ID"]) for each in mail.messages if each["To"] == GRACE)


def test_figures_are_those_of_the_standby(service: Service) -> None:
    app = service.open("WEB2", figures_database_url=service.cluster.figures_url("WEB2"))

    def counted() -> tuple[int, bool]:
        with app.app_context():
            known = from_standby(lambda: session().scalar(select(func.count()).select_from(Review)))()
            return known or 0, g.figures_source.until is not None

    standby = service.cluster.synchronous()
    until(lambda: counted() == (0, True))
    service.cluster.sql("SELECT pg_wal_replay_pause()", standby)
    try:
        with app.app_context():
            hold_reviews(["PN1"], [date(2021, 5, 1)])
            assert session().scalar(select(func.count()).select_from(Review)) == 1
        assert counted() == (0, True)
    finally:
        service.cluster.sql("SELECT pg_wal_replay_resume()", standby)
    until(lambda: counted() == (1, True))
    for engine in (app.extensions["engine"], app.extensions["standby"]):
        engine.dispose()


def test_what_the_childrens_role_may_not_read_is_refused_behind_pgbouncer_too(service: Service) -> None:
    (press,) = prepare(service.app, 1)
    upgrade(service.app.extensions["engine"], CHILDRENS)
    settings = service.settings | {"database_url": service.cluster.url("WEB1", CHILDRENS), "sides": "public"}
    public = create_app(Config(**settings))
    answer = public.test_client(use_cookies=False).post(press.path, data=press.body, headers=press.headers)
    assert answer.location == f"/answer/{press.purpose}/done", "what it needs it may"
    with psycopg.connect(service.cluster.url("WEB1", CHILDRENS), autocommit=True) as connection:
        assert connection.execute("SELECT session_user, current_user").fetchone() == (CHILDRENS, CHILDRENS)
        for statement in refused_to_children():
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    public.extensions["engine"].dispose()


def refused_to_children() -> Iterator[SQL | Composed]:
    """To look into whatever nobody has opened to them, to open or change what was sent, or to be somebody else."""
    closed = [table for table, privileges in PUBLIC_SIDE.items() if not privileges]
    assert {"child", "audit", "staff_session"} < set(closed)
    yield from (SQL("SELECT FROM {}").format(Identifier(table)) for table in closed)
    yield SQL("SELECT envelope FROM submission")
    yield SQL("UPDATE submission SET envelope = envelope")
    yield SQL("DELETE FROM submission")
    yield SQL("SET ROLE participation")
