#!/bin/sh
# The golden reports are what their formats promise: JUnit's counts are right, TAP's diagnostics are YAML, HTML is
# well-formed and its policy lets in its own style and nothing else, CSV has a row a code and no formula, and Markdown
# becomes HTML without anything that a host wrote.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v xmllint >/dev/null || { echo "xmllint is missing" >&2; exit 77; }
command -v cmark-gfm >/dev/null || { echo "cmark-gfm is missing" >&2; exit 77; }
xmllint --noout "$here/report/result.junit.xml" "$here"/report/*.html
exec "${PYTHON:-/usr/bin/python3}" - "$here/report" <<'PYTHON'
import re
import sys
import xml.etree.ElementTree as tree

try:
    import yaml
except ImportError:
    print("python3-yaml is missing", file=sys.stderr)
    sys.exit(77)

suites = tree.parse(sys.argv[1] + "/result.junit.xml").getroot()
names = {"tests": ".//testcase", "failures": ".//failure", "errors": ".//error", "skipped": ".//skipped"}
for element in [suites, *suites.findall("testsuite")]:
    for attribute, path in names.items():
        counted = len(element.findall(path))
        assert int(element.get(attribute)) == counted, (element.get("name"), attribute, counted)

tap = open(sys.argv[1] + "/result.tap", encoding="utf-8").read()
planned = int(re.search(r"^1\.\.(\d+)", tap, re.M).group(1))
points = re.findall(r"^(not ok|ok) (\d+) ", tap, re.M)
assert [int(number) for _, number in points] == list(range(1, planned + 1)), points
blocks = [yaml.safe_load(block) for block in re.findall(r"^  ---\n(.*?)^  \.\.\.\n", tap, re.M | re.S)]
assert len(blocks) == sum(kind == "not ok" for kind, _ in points)
assert {block["severity"] for block in blocks} == {"fail", "error"}
assert all(block["message"].startswith("error: ") == (block["severity"] == "error") for block in blocks)
import base64
import csv
import glob
import hashlib
import subprocess

for name in glob.glob(sys.argv[1] + "/*.html"):
    page = open(name, encoding="utf-8").read()
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{allowed}'" in page, f"{name}: the style's hash is {allowed}"
    tags = set(re.findall(r"<([a-zA-Z0-9]+)", page))
    assert tags <= set("html head meta title style body section h1 h2 h3 p div span table tr th td".split()), tags

for name in glob.glob(sys.argv[1] + "/*.csv"):
    with open(name, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    assert open(name, "rb").read(3) == b"\xef\xbb\xbf"
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.reader(text.splitlines(), strict=True))
    assert len(rows) == 6 and {len(row) for row in rows} == {13}, rows
    for cell in (cell for row in rows for part in row for cell in part.split(";")):
        assert cell.strip()[:1] not in tuple("=+-@＝＋－＠"), cell

for name in glob.glob(sys.argv[1] + "/*.md"):
    page = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", name],
                          check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    tags = set(re.findall(r"<([a-zA-Z0-9]+)", page))
    assert tags <= set("h1 h2 h3 ul li p strong table thead tbody tr th td br code hr".split()), (name, tags)
    assert page.count("<table>") == (4 if "handout" in name else 1 + 4), name
print("well formed")
PYTHON
