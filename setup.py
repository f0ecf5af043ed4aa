"""How a wheel is built: what stands beside the package goes inside it, and the catalogues are compiled."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, rmtree

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py

PACKAGE = "participation"
BESIDE = ("migrations", "static", "templates")
OF_LANGUAGES = ("translations/languages.toml", "translations/*/checked.tsv")
CATALOGUES = "translations/*/LC_MESSAGES/messages.po"


def beside() -> Iterator[Path]:
    """The files that go in as they are."""
    for folder in BESIDE:
        yield from (path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    for pattern in OF_LANGUAGES:
        yield from Path().glob(pattern)


def catalogues() -> Iterator[Path]:
    """The files that go in compiled."""
    return Path().glob(CATALOGUES)


class BuildWhole(build_py):
    """The package, and within it what stands beside it. A linked checkout needs none of it: it is found there."""

    def run(self) -> None:
        """Build from nothing: what an older build left would go into the wheel too."""
        if self.editable_mode:
            return
        rmtree(self.build_lib, ignore_errors=True)
        super().run()
        for source in beside():
            copyfile(source, self._place(source))
        for source in catalogues():
            with source.open("rb") as written, self._place(source.with_suffix(".mo")).open("wb") as compiled:
                write_mo(compiled, read_po(written))

    def _place(self, path: Path) -> Path:
        place = Path(self.build_lib, PACKAGE, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def get_source_files(self) -> list[str]:
        """What a source distribution holds."""
        return [*super().get_source_files(), *map(str, beside()), *map(str, catalogues())]


setup(cmdclass={"build_py": BuildWhole})
