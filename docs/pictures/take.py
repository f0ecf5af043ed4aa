"""Takes the pictures of the README and of docs/journeys.md from an invented service: `make pictures`."""

import io
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

import pypdfium2
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from participation import clock, create_app, db
from participation.config import Config
from participation.db.migrations import upgrade
from participation.demo import kept
from participation.demo.filling import fill
from participation.demo.telling import code
from participation.invitations.models import CHILD
from participation.invitations.queries import letters_to_print
from participation.letters.printing import print_pdf
from participation.metrics.dashboard import dashboard, newest_year
from participation.report.contents import report
from participation.report.word import as_word
from participation.reviews.timetable import collection_year
from participation.sealing.keyring import Keyring
from participation.translating.known import LANGUAGES
from tests.parts.browser import program

HERE = Path(__file__).parent
CHILDREN = 150
SEED = 1
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 860}
COLOURS = 64
PAGES = 3
"""So many of the report stand side by side."""
SMALL, GAP = 180, 12
"""How wide a screen is on the sheet of languages, and how far from the next language."""


def main() -> None:
    """A child's question, the home page in Arabic, the officer's page, the letter and the figures."""
    with tempfile.TemporaryDirectory() as folder:
        app = invented(Path(folder))
        with served(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program(playwright.chromium))
            with app.app_context():
                known = kept.kept()
                assert known is not None
                token = known.letters[0].token
                keep("letter", letter(Path(folder)))
                keep("report", annual_report(Path(folder)))
                child(browser, address, token)
                adult(browser, address, next(each.token for each in known.letters if each.who == "a carer"))
                shown = {each.role: (each.email, each.password, each) for each in reversed(known.accounts)}
                staff(browser, address, shown)
            browser.close()
        app.extensions["engine"].dispose()


def invented(folder: Path) -> Flask:
    """A service with people, reviews and answers in every state."""
    config = Config(database_url=f"sqlite:///{folder / 'demo.sqlite'}", keys_dir=str(folder / "keys"), demo="1")
    Keyring.create(config.keys_dir)
    engine = db.open_engine(config.database_url)
    upgrade(engine)
    engine.dispose()
    app = create_app(config)
    with app.app_context():
        with db.as_one():
            kept.keep(fill(CHILDREN, SEED, nullcontext))
    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The service at an address of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def letter(folder: Path) -> bytes:
    """The letter of a child, as a picture of its page."""
    invitations = letters_to_print(clock.today(), clock.today() + timedelta(days=60))
    print_pdf([next(each for each in invitations if each.respondent == CHILD)], folder / "letter.pdf")
    document = pypdfium2.PdfDocument((folder / "letter.pdf").read_bytes())
    out = io.BytesIO()
    document[0].render(scale=1.4).to_pil().save(out, "PNG")
    document.close()
    return out.getvalue()


def annual_report(folder: Path) -> bytes:
    """The first pages of the report for Word, as LibreOffice prints them."""
    (folder / "report.docx").write_bytes(as_word(report(dashboard(newest_year(), is_published=False))))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "report.docx"]
    subprocess.run(command, check=True, capture_output=True)
    with pypdfium2.PdfDocument((folder / "report.pdf").read_bytes()) as document:
        pages = [document[number].render(scale=0.9).to_pil() for number in range(PAGES)]
    width, height = pages[0].size
    beside = Image.new("RGB", (width * PAGES + GAP * (PAGES - 1), height), "grey")
    for number, page in enumerate(pages):
        beside.paste(page, (number * (width + GAP), 0))
    out = io.BytesIO()
    beside.save(out, "PNG")
    return out.getvalue()


def child(browser: Browser, address: str, token: str) -> None:
    """The child's side on a phone."""
    page = browser.new_context(viewport=PHONE, device_scale_factor=1.5).new_page()
    page.goto(f"{address}/s#{token}")
    page.click("#scanned > button")
    page.wait_for_url("**/home")
    page.goto(f"{address}/answer/my_views/home")
    page.click("main .tile")
    page.click("[name=go][value=map]")
    page.goto(f"{address}/answer/my_views/feelings")
    keep("question", page.screenshot())
    page.click("main .tile")
    page.click("[name=go][value=map]")
    page.wait_for_selector(".dock")
    keep("map", page.screenshot())
    page.click("header .tongue")
    page.click("main button[value=ar]")
    page.wait_for_selector("html[lang=ar]")
    page.goto(f"{address}/home")
    keep("home_ar", page.screenshot())
    keep("languages", sheet([three_screens(page, address, each.code) for each in LANGUAGES.values()][1:]))


def three_screens(page: Page, address: str, language: str) -> list[bytes]:
    """What there is to do, the map, and a question, in one language."""
    page.goto(f"{address}/languages?back=/home")
    page.click(f"main button[value={language}]:not(.asks)")
    page.wait_for_url("**/home")
    shots = []
    for path in ("/home", "/answer/my_views", "/answer/my_views/safe"):
        page.goto(address + path)
        shots.append(page.screenshot())
    return shots


def sheet(rows: list[list[bytes]]) -> bytes:
    """All of them on one sheet: three screens a language, side by side."""
    size = (SMALL, SMALL * PHONE["height"] // PHONE["width"])
    per_row = 3
    whole = Image.new("RGB", (per_row * (3 * size[0] + GAP), -(-len(rows) // per_row) * (size[1] + GAP)), "#777")
    for at, shots in enumerate(rows):
        for number, shot in enumerate(shots):
            picture = Image.open(io.BytesIO(shot)).convert("RGB").resize(size, Image.Resampling.LANCZOS)
            left = (at % per_row) * (3 * size[0] + GAP) + number * size[0]
            whole.paste(picture, (left, at // per_row * (size[1] + GAP)))
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def staff(browser: Browser, address: str, accounts: dict) -> None:
    """What an officer reads before a meeting, and what a manager answers for."""
    page = signed_in(browser, address, *accounts["officer"])
    links = page.eval_on_selector_all("main a[href*='/staff/reviews/']", "found => found.map(each => each.href)")
    reviews = list(dict.fromkeys(link.partition("#")[0] for link in links))[:12]
    words = {link: len(re.findall("<blockquote", page.request.get(link).text())) for link in reviews}
    assert any(words.values()), "no child has written anything"
    page.goto(max(words, key=lambda link: words[link]))
    keep("review", page.screenshot())
    after_meeting(page, [f"{link}/participation" for link in reviews])
    due = next(link for link in reviews if 'id="after"' in page.request.get(link).text())
    page.goto(due)
    keep("due", page.locator("section:has(> #after)").screenshot())
    page = signed_in(browser, address, *accounts["manager"])
    page.goto(f"{address}/staff/metrics")
    keep("figures", page.screenshot())
    year = collection_year(clock.today() - timedelta(days=365))
    tasks(page, address, {"waiting": "unread", "publish": f"metrics?year={year}&published=1", "duty": "contact"})
    tasks(signed_in(browser, address, *accounts["support"]), address, {"post_room": "letters", "chasing": "chasing"})
    tasks(signed_in(browser, address, *accounts["advocate"]), address, {"advocacy": "advocacy"})


def tasks(page: Page, address: str, paths: dict[str, str]) -> None:
    """Where each of somebody's tasks begins: the upper part of the page, each picture by its name."""
    page.set_viewport_size({"width": DESK["width"], "height": 520})
    for name, path in paths.items():
        page.goto(f"{address}/staff/{path}")
        keep(name, page.screenshot())


def adult(browser: Browser, address: str, token: str) -> None:
    """What a carer finds behind the square."""
    page = browser.new_context(viewport=PHONE, device_scale_factor=1.5).new_page()
    page.goto(f"{address}/s#{token}")
    page.click("#scanned > button")
    page.click(".todo a[href*=carer_view]")
    page.wait_for_selector(".places")
    keep("adult", page.screenshot())


def after_meeting(page: Page, links: list[str]) -> None:
    """The page on which an officer keeps the code and every answer, of a meeting that has been."""
    found = {link: page.request.get(link).text() for link in links}
    page.goto(max(found, key=lambda link: ('name="how"' in found[link], found[link].count("<blockquote"))))
    page.check("[name=how][value=spoke]")
    page.set_viewport_size({**DESK, "height": 1500})
    keep("after_meeting", page.screenshot())


def signed_in(browser: Browser, address: str, email: str, password: str, account: object) -> Page:
    """Past both factors."""
    page = browser.new_context(viewport=DESK).new_page()
    page.goto(f"{address}/staff/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.click("main form button")
    page.fill("[name=code]", code(account))
    page.click("main form button")
    return page


def keep(name: str, picture: bytes) -> None:
    """Few colours are enough for ink and paper, and keep the repository small."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
