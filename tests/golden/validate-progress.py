#!/usr/bin/python3
"""validate-progress.py FILE…: checks what `--progress json` wrote, line by line, against docs/schema/progress-1.schema.json,
and what it promises of a whole run: it begins and ends, and counts every check. Exit codes: 0 valid, 1 not valid, 77
python3-jsonschema is missing."""

import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is missing", file=sys.stderr)
    sys.exit(77)

SCHEMA = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "schema" / "progress-1.schema.json"


def problems_of(text, validator):
    if not text.endswith("\n") or any(not " " <= letter < "\x7f" for letter in text.replace("\n", "")):
        yield "not whole lines of printable ASCII"
    events = [json.loads(line) for line in text.splitlines()]
    for number, event in enumerate(events, 1):
        for error in validator.iter_errors(event):
            yield f"line {number}: {error.json_path}: {error.message[:300]}"
    names = [event["event"] for event in events]
    if names[:1] != ["run_begun"] or names[-1:] != ["run_ended"] or len({*names[1:-1]} & {"run_begun", "run_ended"}) > 0:
        yield "it does not begin and end once"
        return
    ended = [event for event in events if event["event"] == "check_ended"]
    if [event["done"] for event in ended] != list(range(1, len(ended) + 1)) or events[-1]["done"] != len(ended):
        yield "checks are not counted one by one"
    if any(event["total"] != events[0]["checks"] for event in [*ended, events[-1]]):
        yield "the number of checks changes"


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    bad = 0
    for name in sys.argv[1:]:
        for problem in problems_of(pathlib.Path(name).read_bytes().decode("ascii"), validator):
            print(f"{name}: {problem}")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
