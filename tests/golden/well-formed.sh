#!/bin/sh
# The golden JUnit report is XML with counts that are right, and the diagnostics of the TAP report are YAML.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v xmllint >/dev/null || { echo "xmllint is missing" >&2; exit 77; }
xmllint --noout "$here/report/result.junit.xml"
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
print("well formed")
PYTHON
