"""Photos of officers: nothing but the picture is kept, and no file takes more than a moment and a little memory."""

import pickle
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from participation.config import ROOT
from participation.profiles.photos import SIDE, small_photo
from tests.attacks.pictures import BOMBS, NO_PHOTOS, TAKEN

SECONDS, MEGABYTES = 5, 300
# A process of its own, so that what it may take can be held; what stands in memory before counts for nothing.
CHILD = """
import pickle, resource, sys
from participation.profiles.photos import NotAPhoto, small_photo
files = pickle.load(sys.stdin.buffer)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
most = used + {megabytes} * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (most, most))
verdicts = {{}}
for name, file in files.items():
    spent = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + {seconds} + 1, resource.RLIM_INFINITY))
    try:
        small_photo(file)
        verdicts[name] = "taken"
    except NotAPhoto as error:
        verdicts[name] = error.why.value
    except BaseException as error:
        verdicts[name] = repr(error)
    if resource.getrusage(resource.RUSAGE_SELF).ru_utime - spent > {seconds}:
        verdicts[name] = "too slow"
sys.stdout.buffer.write(pickle.dumps(verdicts))
"""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What becomes of each file, with no more than so much memory and time."""
    at = tmp_path_factory.mktemp("photos") / "files"
    at.write_bytes(pickle.dumps({name: make() for name, make in {**BOMBS, **NO_PHOTOS, **TAKEN}.items()}))
    program = CHILD.format(megabytes=MEGABYTES, seconds=SECONDS)
    with at.open("rb") as given:
        done = subprocess.run([sys.executable, "-c", program], stdin=given, capture_output=True, cwd=ROOT, check=True)
    said: dict[str, str] = pickle.loads(done.stdout)  # noqa: S301 - our own child wrote it
    return said


def test_every_bomb_is_refused_in_a_moment_and_little_memory(verdicts: dict[str, str]) -> None:
    assert {verdicts[name] for name in BOMBS} == {"too many pixels", "unreadable"}


def test_what_is_no_photo_is_refused_and_what_is_one_is_taken(verdicts: dict[str, str]) -> None:
    assert {name for name, said in verdicts.items() if said == "taken"} == TAKEN.keys()
    assert {verdicts[name] for name in NO_PHOTOS} == {"unreadable"}


@pytest.mark.parametrize("name", TAKEN)
def test_only_the_picture_is_kept(name: str) -> None:
    kept = small_photo(TAKEN[name]())
    made = Image.open(BytesIO(kept))
    assert (made.format, made.size, made.info.keys() & {"exif", "xmp", "icc_profile", "comment"}) == (
        "WEBP", (SIDE, SIDE), set(),
    )  # fmt: skip
    for secret in (b"Secret", b"script", b"PK\x03\x04", b"EXIF", b"XMP", b"GPS"):
        assert secret not in kept, secret
