"""Case records as they were written out."""

import json
import re
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fastjsonschema

SCHEMA = Path(__file__).parents[2] / "docs" / "case_record.v1.schema.json"
FOLLOWS = fastjsonschema.compile(json.loads(SCHEMA.read_text("utf-8")))
STREAM = re.compile(rb"(<<[^\n]*>>)\nstream\n(.*?)\nendstream", re.DOTALL)


def record_in(path: Path) -> dict[str, Any]:
    """What a file holds; it is as the published schema says."""
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    FOLLOWS(record)
    return record


def objects_of(path: Path) -> list[str]:
    """Whatever stands in a PDF beside pages, fonts and pictures, a line for each thing."""
    found = _streams(path, b"/ObjStm")
    return [line for each in found for line in each.decode("latin-1").splitlines()]


def xmp_of(path: Path) -> dict[str, str]:
    """What a PDF says of itself, without what has further things in it."""
    (written,) = _streams(path, b"/Metadata")
    short = {uri: prefix for prefix, uri in re.findall(r'xmlns:(\w+)="([^"]+)"', written.decode())}
    about: dict[str, str] = {}
    for each in ElementTree.fromstring(written).iter():  # noqa: S314 - our own file
        for name, value in each.attrib.items():
            uri, _, local = name[1:].rpartition("}")
            about[f"{short.get(uri, uri)}:{local}"] = value
    return about


def _streams(path: Path, kind: bytes) -> list[bytes]:
    streams = STREAM.findall(path.read_bytes())
    return [zlib.decompress(held) if b"/FlateDecode" in about else held for about, held in streams if kind in about]
