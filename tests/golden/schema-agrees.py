#!/usr/bin/python3
"""schema-agrees.py LABCHECK: `labcheck schema` and the loader agree on every scenario of the tree, good or bad. What loads
is valid; what is invalid does not load; and what does not load is invalid, but for what only the whole file can tell:
those are named in schema-blind.txt, with the reason."""

import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORPUS = ["load/*.yaml", "../../scenarios/**/*.yaml", "../qualification/**/*.yaml", "../lab/types/*.yaml"]


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors and the loader read it; a key that is there twice is an error."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ("bool", r"^(?:true|false)$", "tf"),
        ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
        ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
        ("null", r"^(?:~|null|)$", ["~", "n", ""])):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def unique(loader, node, deep=False):
    keys = [loader.construct_object(key) for key, _ in node.value]
    if len(set(map(str, keys))) != len(keys):
        raise yaml.YAMLError("a key is there twice")
    return {str(loader.construct_object(key, deep=True)): loader.construct_object(value, deep=True)
            for key, value in node.value}


Core.add_constructor("tag:yaml.org,2002:map", unique)


def scenarios():
    for pattern in CORPUS:
        for path in sorted(HERE.glob(pattern)):
            beside = any(part.endswith(".qualify") or part in ("standards", "library") for part in path.parts)
            if not beside and "labcheck-library:" not in path.read_text(errors="replace"):
                yield path


def complaint(validator, path):
    """What the schema has against a file; None when it is valid."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Core)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        return f"no YAML: {problem}"
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return None if error is None else f"{error.json_path}: {error.message[:200]}"


def main():
    program = sys.argv[1]
    printed = subprocess.run([program, "schema"], stdout=subprocess.PIPE, check=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    blind = dict(line.split(None, 1) for line in (HERE / "schema-blind.txt").read_text().splitlines()
                 if line and not line.startswith("#"))
    passed, failed, seen = 0, 0, set()
    for path in scenarios():
        loads = subprocess.run([program, "validate", "--quiet", str(path)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, check=False).returncode == 0
        wrong = complaint(validator, path)
        name = str(path.relative_to(ROOT))
        listed = path.stem in blind and path.parent.name == "load"
        seen |= {path.stem} if listed else set()
        if loads and wrong:
            verdict = f"loads, but is invalid: {wrong}"
        elif not loads and not wrong and not listed:
            verdict = "does not load, but is valid"
        elif listed and (loads or wrong):
            verdict = f"stands in schema-blind.txt, but {'loads' if loads else f'is invalid: {wrong}'}"
        else:
            passed += 1
            continue
        failed += 1
        print(f"{name}: {verdict}")
    for name in sorted(set(blind) - seen):
        failed += 1
        print(f"schema-blind.txt: there is no {name}.yaml")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
