"""What a host prints reaches every report: none may be driven, broken or misled by it. stage.play() looks at them all."""

import json

from support.case import Result
from support.scripted import shells

FAMILY = "bytes"


def printing(name, text, found, expect="out: wanted", field="out"):
    """A check that finds `text` in a good host's output, and fails for it."""
    octal = "".join(f"\\{byte:03o}" for byte in text)
    script = f"printf '{octal}'"
    shells(name, FAMILY, checks={"hello": f"command: {{run: {json.dumps(script)}}}\nexpect: {{{expect}}}"},
           results={"hello": Result("fail", f"node: expected {field} 'wanted', found {found}")})(
               lambda channel: channel.end(channel.run()))


HTML = b"<script>alert('hostile')</script><x-hostile onclick=\"x\"><img src=x onerror=y>&amp;</td>"
printing("terminal escapes", b"\x1b[2J\x1b]0;owned\x07\x9b31m\x1bP", "'…'")
printing("carriage returns and backspaces", b"wanted\rfailed\b\b\b\b\b\bpassed", "'…'")
printing("C1 controls in UTF-8", "\u009b31m\u0085\u009d0;x\u009c".encode(), "'…'")
printing("right-to-left marks", "\u202egnihton\u2066\u2069\u200f\u061c".encode(), "'…'")
printing("HTML and script", HTML, f"'{HTML.decode()}'")
printing("XML and CDATA", b"]]></failure><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;<![CDATA[", "'…'")
printing("a formula for a spreadsheet", b"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0'")
printing("formulas in lines and cells", b"x,\"y\"\n@SUM(1)\n+1\n-1\n\t=1\n;=1", "'…'")
printing("Markdown", b"| a | b |\n|---|---|\n# x\n[x](javascript:alert(1)) `x` <b>", "'…'")
printing("TAP lines", b"x\nok 2 - forged\nnot ok 3\n1..9\nBail out!\n  ...\n", "'…'")
printing("YAML of a TAP block", b"x\n  ---\n  why: &a [*a, *a]\n  ...\n!!python/object:x", "'…'")
printing("invalid UTF-8", b"\xff\xfe\xc0\xaf\xed\xa0\x80\xf5\x90\x80\x80\xe4\xbd", "'…'")
printing("NUL bytes", b"wan\0ted\0\0", "'…'")
printing("noncharacters and unpaired surrogates", "\ufffe\uffff\U0010ffff".encode() + b"\xed\xbf\xbf", "'…'")
printing("a letter under 1,000 marks", b"a" + "\u0301".encode() * 1000, "'a…")


def answering(name, run, expect, outcome, why, **more):
    shells(name, FAMILY, checks={"hello": f"command: {{run: {json.dumps(run)}}}\nexpect: {expect}"},
           results={"hello": Result(outcome, why)}, **more)(lambda channel: channel.end(channel.run()))


NOTHING = "node: expected json $.a …1, found nothing"
DEEP = "awk 'BEGIN { for (i = 0; i < 10000; i++) printf \"[\"; for (i = 0; i < 10000; i++) printf \"]\" }'"
WIDE = "awk 'BEGIN { printf \"[\"; for (i = 0; i < 120000; i++) printf \"1,\"; print \"1]\" }'"
answering("JSON 10,000 deep, printed", DEEP, "{json: {'$.a': 1}}", "fail", NOTHING)
answering("JSON of 120,000 elements", WIDE, "{json: {'$[*]': {count: 3}}}", "error",
          "node: can't be compared: expected json $[*] 3 elements, found the JSON path selects more than 100000 values",
          seconds=30)
answering("a number of 400 digits", "printf '{\"a\": 1%0400d}' 0", "{json: {'$.a': {at_least: 1}}}", "fail", NOTHING)
answering("numbers beyond every range", "echo '{\"a\": 1e999, \"b\": -1e999}'", "{json: {'$.a': {at_least: 1}}}", "fail",
          NOTHING)
answering("NaN and Infinity, printed", "echo '{\"a\": NaN, \"b\": Infinity}'", "{json: {'$.a': {at_least: 1}}}", "fail", NOTHING)
answering("a key twice in JSON", "echo '{\"a\": 1, \"a\": 2}'", "{json: {'$.a': 1}}", "fail",
          "node: expected json $.a 1, found 2")
answering("patterns that run away", "awk 'BEGIN { for (i = 0; i < 100000; i++) printf \"a\"; print \"!\" }'",
          "{out: {matches: '^(a+)+$'}}", "fail", "node: expected out to match '^(a+)+$', found 'aaaaaaaa…")
