"""Letters by the hundred: time, the highest memory, and the size of the file. The memory must not grow."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path

from flask import Flask

from participation.config import ROOT
from participation.drawing.portraits import PEOPLE, portrait
from participation.files import whole_file
from participation.invitations.secrets import new_code, new_token
from participation.letters.drawing import Letter, Officer, help_numbers, write_pdf
from participation.service.chosen import Service
from participation.translating.known import LANGUAGES
from participation.web import languages, templating

COUNTS = (100, 500, 1000)
MAY_GROW = 1.1  # from the first count to the last

SERVICE = Service(name="Northshire Reviewing Service", duty_number="01632 960 400")
# As in a service: most letters to children, in English; the rest to adults, and in other languages.
MIX = (
    *(("en", "child"),) * 5, ("ar", "child"), ("en", "foster_carer"), ("en", "foster_carer"),
    ("en", "parent"), ("en", "school"),
)  # fmt: skip


def letters(count: int) -> Iterator[Letter]:
    """Letters of as many officers as there are portraits."""
    for (language, respondent), drawing in islice(zip(cycle(MIX), cycle(PEOPLE)), count):
        yield Letter(
            language=LANGUAGES[language],
            respondent=respondent,
            name="Maya",
            child="Maya",
            officer=Officer("Amara", "01632 960 123", portrait(drawing)),
            meets_on=date(2026, 3, 10),
            starts_at=datetime(2026, 3, 10, 15, 30, tzinfo=UTC),
            link=f"https://review.example.org/s#{new_token()}",
            address="review.example.org",
            code=new_code(),
            read_by_on=date(2026, 3, 3),
            ends_on=date(2026, 4, 7),
            service_name=SERVICE.name,
            help_numbers=help_numbers(SERVICE, respondent),
        )


def measure(count: int) -> None:
    """Draw so many letters; print seconds, seconds of processor, MiB at the highest, MiB of the file."""
    app = Flask("participation", template_folder=str(ROOT / "templates"))
    languages.init_app(app)
    templating.init_app(app)
    with app.app_context(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.pdf"
        began, worked = time.perf_counter(), time.process_time()
        with whole_file(path) as file:
            assert write_pdf(letters(count), file) == count
        seconds, work = time.perf_counter() - began, time.process_time() - worked
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(seconds, work, highest, path.stat().st_size / 2**20)


def main() -> None:
    """One process for each count, so that each has a highest memory of its own."""
    print("| letters | seconds | processor, ms each | highest memory, MiB | file, MiB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    highest = []
    for count in COUNTS:
        command = [sys.executable, "-m", "bench.letters", str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        seconds, work, memory, size = map(float, done.stdout.split())
        highest.append(memory)
        print(f"| {count} | {seconds:.1f} | {work / count * 1000:.0f} | {memory:.0f} | {size:.1f} |", flush=True)
    assert highest[-1] <= highest[0] * MAY_GROW, "the memory grows with the letters"


if __name__ == "__main__":
    measure(int(sys.argv[1])) if len(sys.argv) > 1 else main()
