"""A whole service on the cluster: two web machines with a worker each, and children behind the balancer."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from participation import create_app
from participation.config import Config
from participation.db import open_engine
from participation.db.migrations import upgrade
from tests.deploy.cluster import PAGES, WEB, Cluster, until
from tests.durability.group import KILLABLE, Group, answers
from tests.durability.prepared import Press
from tests.durability.pressing import Phones
from tests.parts.loaded import SplitOff, split_off


class Service:
    """Both web machines. `app` prepares and looks afterwards."""

    def __init__(self, cluster: Cluster, keys: Path, **settings: str) -> None:
        self.cluster = cluster
        pages = f"http://{cluster.at['FRONT']}:{PAGES}"
        self.settings = {"keys_dir": str(keys), "public_url": pages, "staff_url": pages, **settings}
        self.app = self.open("WEB1")
        self.groups = [self._group(web, keys) for web in WEB]
        self.workers: list[SplitOff] = []

    def open(self, web: str, **settings: str) -> Flask:
        """The program as it is on this machine."""
        return create_app(Config(database_url=self.cluster.url(web), **self.settings, **settings))

    def start(self) -> None:
        """The servers, and when they answer the workers."""
        self.app.extensions["engine"].dispose()
        for group in self.groups:
            group.process = group.launch()
        for group in self.groups:
            group.wait_until_it_answers()
        until(lambda: answers(PAGES, self.cluster.at["FRONT"]))  # the balancer looks for them once a second
        for group in self.groups:
            self.workers.append(split_off("participation", ["worker"], group.environ, group.said))

    def stop_workers(self) -> bool:
        """Nothing is under way beside the pages any more. Whether all of them were still at work."""
        at_work = [worker.poll() is None for worker in self.workers]
        for worker in self.workers:
            worker.terminate()
            worker.wait()
        self.workers.clear()
        return all(at_work)

    def stop(self) -> None:
        """As at the end of a day."""
        self.stop_workers()
        self.app.extensions["engine"].dispose()
        for group in self.groups:
            group.stop()

    def _group(self, web: str, keys: Path) -> Group:
        group = Group(self.cluster.url(web), keys, self.cluster.at[web], PAGES)
        group.program = KILLABLE
        group.environ |= {f"PARTICIPATION_{name.upper()}": value for name, value in self.settings.items()}
        group.said = self.cluster.folder / web.lower() / "serve.log"
        return group


class Children(Phones):
    """Phones behind the balancer that note when somebody was told that it is sent."""

    def __init__(self, cluster: Cluster, presses: Sequence[Press], phones: int) -> None:
        super().__init__(PAGES, presses, phones, lambda _acknowledged: self.moments.append(time.monotonic()))
        self.host = cluster.at["FRONT"]
        self.moments: list[float] = []

    def longest_silence(self) -> float:
        """Seconds in which nobody at all was told so."""
        return max(after - before for before, after in zip(self.moments, self.moments[1:], strict=False))


@contextmanager
def serving(cluster: Cluster, keys: Path, **settings: str) -> Iterator[Service]:
    """A service without a single record; its servers start when the test says so."""
    cluster.empty()
    engine = open_engine(cluster.url("WEB1"))
    upgrade(engine)
    engine.dispose()
    service = Service(cluster, keys, **settings)
    try:
        yield service
    finally:
        service.stop()
