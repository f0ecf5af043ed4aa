"""The child's first page on a slow phone, beside a bare static page that weighs the same."""

import gzip
import random
import string
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from bench.sending import served
from participation import clock, create_app, db
from participation.config import ROOT, Config
from participation.db.migrations import upgrade
from participation.sealing.keyring import Keyring
from tests import factories
from tests.parts.browser import program

ROUNDS = 9
KILOBITS, LATENCY, SLOWER = 400, 400, 6
PAINTED = """() => new Promise(painted => new PerformanceObserver(list => {
  const first = list.getEntriesByName('first-contentful-paint')[0]; if (first) painted(first.startTime)
}).observe({type: 'paint', buffered: true}))"""
SIZES = "() => performance.getEntries().map(each => each.transferSize || 0).reduce((sum, size) => sum + size, 0)"
BARE = """
from pathlib import Path
from flask import Flask, Response
app = Flask(__name__)
PAGE = Path({path!r}).read_bytes()
@app.get("/")
def page():
    return Response(PAGE, mimetype="text/html", headers={{"Content-Encoding": "gzip"}})
"""


def main() -> None:
    """Turn by turn, each time in a browser that has seen neither."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        environment, token = prepared(folder)
        browser = playwright.chromium.launch(executable_path=program(playwright.chromium))
        with served(folder, "ours", environment) as port:
            ours = f"http://127.0.0.1:{port}/s#{token}"
            weight = weighed(browser, ours)
            (folder / "page.gz").write_bytes(page_of(weight))
            (folder / "bare.py").write_text(BARE.format(path=str(folder / "page.gz")))
            with served(folder, "bare", {}) as bare_port:
                bare = f"http://127.0.0.1:{bare_port}/"
                times = [(painted(browser, ours), painted(browser, bare)) for _ in range(ROUNDS)]
        browser.close()
    print(f"The first page weighs {weight} bytes with everything that it needs, headers included.\n")
    print("| | first page | bare page | ratio |\n| --- | --- | --- | --- |")
    ratio = median(page / static for page, static in times)
    first, static = (median(column) for column in zip(*times, strict=True))
    print(f"| first contentful paint, median of {ROUNDS} | {first:.0f} ms | {static:.0f} ms | {ratio:.2f} |")


def prepared(folder: Path) -> tuple[dict[str, str], str]:
    """A service with one letter; what its server is told, and the letter's token."""
    config = Config(database_url=f"sqlite:///{folder / 'ours.sqlite'}", keys_dir=str(folder / "keys"))
    Keyring.create(config.keys_dir)
    engine = db.open_engine(config.database_url)
    upgrade(engine)
    engine.dispose()
    app: Flask = create_app(config)
    with app.app_context():
        officer, _ = factories.staff()
        _, secrets = factories.letter(factories.review(officer, clock.today() + timedelta(days=14)))
    app.extensions["engine"].dispose()
    (folder / "ours.py").write_text((ROOT / "wsgi.py").read_text())
    told = {"PARTICIPATION_DATABASE_URL": config.database_url, "PARTICIPATION_KEYS_DIR": config.keys_dir}
    return told, secrets.token


def page_of(weight: int) -> bytes:
    """A page of text and nothing else that weighs so much on the wire."""
    chance = random.Random(1)  # noqa: S311 - filler
    filler = "".join(chance.choices(string.ascii_letters + "   ", k=weight * 2))
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    shortest, longest = 0, len(filler)
    while longest - shortest > 1:
        middle = (shortest + longest) // 2
        packed = gzip.compress(f"{head}<title>Bare</title><p>{filler[:middle]}".encode(), 9)
        shortest, longest = (middle, longest) if len(packed) < weight else (shortest, middle)
    return gzip.compress(f"{head}<title>Bare</title><p>{filler[:shortest]}".encode(), 9)


@contextmanager
def phone(browser: Browser, *, scripts: bool = True, blocked: str = "") -> Iterator[Page]:
    """A slow phone on a slow line that was never here; it never gets what is blocked."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=scripts)
    page = context.new_page()
    session = context.new_cdp_session(page)
    line = {
        "offline": False,
        "latency": LATENCY,
        "downloadThroughput": KILOBITS * 125,
        "uploadThroughput": KILOBITS * 125,
    }
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
    session.send("Network.setBlockedURLs", {"urls": [blocked] if blocked else []})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def painted(browser: Browser, address: str) -> float:
    """Milliseconds until something is seen."""
    with phone(browser) as page:
        page.goto(address)
        found: float = page.evaluate(PAINTED)
        return found


def weighed(browser: Browser, address: str) -> int:
    """Bytes on the wire until the page is whole, as the browser counts them."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    found: int = page.evaluate(SIZES)
    context.close()
    return found


if __name__ == "__main__":
    main()
