"""What every report must be, whatever a host has said: readable by its own rules, without bytes that drive a terminal,
without the secret."""

import csv
import functools
import html.parser
import io
import json
import re
import subprocess
import unicodedata
import xml.etree.ElementTree

import yaml

TEXTS = {"text", "tap", "csv", "markdown", "log"}
BIDIRECTIONAL = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@functools.lru_cache
def offered(program):
    """The formats that this labcheck knows."""
    said = subprocess.run([str(program), "run", "none.yaml", "--host", "node=local", "--format", "none"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stderr
    found = re.search(r"there are (.*)", said)
    return tuple(found.group(1).split(", ")) if found else ("text", "json", "junit", "tap")


def raw_controls(text):
    """Characters that a terminal obeys, or that reorder what people read."""
    return sorted({f"U+{ord(letter):04X}" for letter in text
                   if (unicodedata.category(letter) == "Cc" and letter not in "\n\r\t") or letter in BIDIRECTIONAL})


def read_json(text):
    json.loads(text, parse_constant=lambda name: (_ for _ in ()).throw(ValueError(f"{name} is not JSON")))


def read_tap(text):
    planned = int(re.search(r"^1\.\.(\d+)", text, re.M).group(1))
    points = re.findall(r"^(?:not ok|ok) (\d+)\b", text, re.M)
    if [int(number) for number in points] != list(range(1, planned + 1)):
        raise ValueError(f"{len(points)} test points, planned were {planned}")
    for block in re.findall(r"^  ---\n(.*?)^  \.\.\.\n", text, re.M | re.S):
        yaml.safe_load(block)


def read_csv(text):
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    if len({len(row) for row in rows}) != 1:
        raise ValueError("rows of different lengths")
    for cell in (cell for row in rows for cell in row):
        if re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell):
            raise ValueError(f"a spreadsheet takes '{cell[:40]}' for a formula")


class Page(html.parser.HTMLParser):
    """Complains of whatever a page may not have: foreign scripts, handlers, elements out of a host's words."""

    def handle_starttag(self, tag, attributes):
        bad = [name for name, _ in attributes if name.startswith("on")]
        if tag in ("iframe", "object", "embed", "img", "base", "form") or bad:
            raise ValueError(f"<{tag}> {' '.join(bad)}")
        if tag == "x-hostile" or any(value and "javascript:" in value.lower() for _, value in attributes):
            raise ValueError("a host's text has become an element")


def read_html(text):
    Page().feed(text)
    for script in re.findall(r"<script[^>]*>(.*?)</script>", text, re.S | re.I):
        if "hostile" in script:
            raise ValueError("a host's text has become a script")


READERS = {"json": read_json, "junit": xml.etree.ElementTree.fromstring, "tap": read_tap, "csv": read_csv,
           "html": read_html}


def complaints(folder, canary):
    """Of all reports of a run, and of its log and ledger."""
    wrong = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        if canary.encode() in data:
            wrong.append(f"{path.name} holds the password")
        if path.name in ("run.labcheck", "measured"):
            continue
        try:
            text = data.decode("utf-8")
            READERS.get(path.name, lambda text: None)(text)
        except (ValueError, xml.etree.ElementTree.ParseError, yaml.YAMLError, csv.Error) as problem:
            wrong.append(f"{path.name} can't be read: {problem}")
            continue
        controls = raw_controls(text)
        if controls:
            wrong.append(f"{path.name} holds {', '.join(controls)}")
    return wrong
