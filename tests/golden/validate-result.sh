#!/bin/sh
# validate-result.sh FILE...: checks what `--format json` wrote against docs/schema/result-1.schema.json.
# Exit codes: 0 valid, 1 not valid, 2 used wrongly, 77 python3-jsonschema is missing.
set -eu
[ "$#" -gt 0 ] || { echo "usage: $0 FILE..." >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
exec "${PYTHON:-/usr/bin/python3}" - "$here/../../docs/schema/result-1.schema.json" "$@" <<'PYTHON'
import json
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is missing", file=sys.stderr)
    sys.exit(77)


def strict(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"duplicate key among {keys}")
    return dict(pairs)


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
bad = 0
for name in sys.argv[2:]:
    try:
        with open(name, encoding="utf-8", errors="strict") as file:
            result = json.load(file, object_pairs_hook=strict)
    except (OSError, ValueError) as problem:
        print(f"{name}: {problem}")
        bad += 1
        continue
    for error in validator.iter_errors(result):
        print(f"{name}: {error.json_path}: {error.message[:300]}")
        bad += 1
print(f"{len(sys.argv) - 2} file(s), {bad} problem(s)")
sys.exit(1 if bad else 0)
PYTHON
