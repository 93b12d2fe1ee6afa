"""Runs labcheck against a case's host and compares what came of it."""

import copy
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from support import reports
from support.case import Result

# What the libraries that the cases have nothing to do with (documents, directories, brokers) take from the start, in KiB.
LIBRARIES = 10 << 10

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[2] / "scenarios"
OF_THIS_MACHINE = {"unowned-listener", "system-mount", "preload", "address-missing"}
CANARY = "canary-7351-password"

SCENARIO = """labcheck: 1
id: test/hostile
title: {{en: Hostile host, zh: 恶意主机}}
standard: cloud-ops-dev
level: junior
roles:
  node: {{}}
parameters:
  marker: {{type: nonce}}
{parameters}
skills:
  - code: 1.2.1
    task: {{en: Do it, zh: 完成}}
    checks:
{checks}
"""


class Stage:
    """A folder, a scenario and a roster of one case; closes what the case has started."""

    def __init__(self, case, program):
        self.case, self.program = case, program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="labcheck-hostile-"))
        self.closing, self.said, self.values = [], [], {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for close in reversed(self.closing):
            close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def beside(self, folder):
        """A stage for another host of the same run, closed with this one."""
        other = copy.copy(self)
        other.folder, other.values = folder, {}
        return other

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path

    def scenario(self):
        checks = "".join(f"      - id: {name}\n        title: {{en: {name}, zh: 检测}}\n" + indented(check)
                         for name, check in self.case.checks.items())
        return self.file("scenario.yaml", SCENARIO.format(checks=checks, parameters=self.case.parameters))

    def environment(self):
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.folder), "LABCHECK_DATA": str(DATA),
                "HOSTILE_PW": CANARY}

    def run(self, roster, name="run", scenario=None):
        """Grades; gives exit status, seconds, peak KiB and the JSON result (None without one)."""
        output = self.folder / name
        output.mkdir()
        connect, login = self.case.patience
        command = [str(HERE / "measured"), str(output / "measured"), str(self.program), "run",
                   str(scenario or self.scenario()), "--roster", str(self.file("roster.yaml", roster)), "-vv",
                   "--ledger", str(output / "run.labcheck"), "--known-hosts", str(self.folder / "known_hosts"),
                   "--connect-timeout", connect, "--login-timeout", login, *self.case.options]
        for kind in reports.offered(self.program):
            command += ["--format", f"{kind}={output / kind}"]
        with open(output / "log", "wb") as log:
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment(),
                           check=False, timeout=self.case.seconds + 120)
        status, seconds, peak = (output / "measured").read_text().split()
        result = json.loads((output / "json").read_text()) if (output / "json").exists() else None
        return int(status), float(seconds), int(peak), result

    def judge_again(self, name="run"):
        output = self.folder / name
        again = output / "again.json"
        done = subprocess.run([str(self.program), "judge", str(output / "run.labcheck"), "--format", f"json={again}"],
                              stdin=subprocess.DEVNULL, capture_output=True, env=self.environment(), check=False)
        if not again.exists():
            return [f"judge: exit status {done.returncode}: {done.stderr.decode(errors='replace')[:300]}"]
        same = again.read_bytes() == (output / "json").read_bytes()
        return [] if same else ["judging the ledger again gives another result"]


def indented(check):
    """A check's mapping as a block or, on one line in braces, its inside."""
    if check.startswith("{"):
        check = check[1:-1].replace(", expect: ", "\nexpect: ", 1)
    return "".join(f"        {line}\n" for line in check.splitlines())


def says(found, expected, stage):
    """Whether a text is as expected: {place} is the host's, … stands for what can't be known beforehand."""
    for name, value in stage.values.items():
        expected = expected.replace("{" + name + "}", value)
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), found, re.S) is not None


def shown(text):
    return text if len(text) < 400 else f"{text[:300]} … {text[-60:]}"


def compare_checks(case, stage, skill):
    found = {check["id"]: Result(check["outcome"], check["why"]) for check in skill["checks"]}
    for name, expected in case.results.items():
        good = found[name].outcome in expected.outcome.split("|")
        if not good or (found[name].outcome != "pass" and not says(found[name].why, expected.why, stage)):
            yield (f"{name} is {found[name].outcome}: {shown(found[name].why)}\n"
                   f"      expected {expected.outcome}: {expected.why}")


def compare_flags(case, stage, flags):
    """Exactly these; those that speak of this machine, where scripted hosts run their scripts, don't count."""
    missing = [flag.removeprefix("?") for flag in case.flags]
    for flag in flags:
        told = f"{flag['code']}: {flag['message']}"
        fits = [expected for expected in missing if says(told, expected, stage)]
        if fits:
            missing.remove(fits[0])
        elif flag["code"] not in OF_THIS_MACHINE:
            yield f"unexpected flag {shown(told)}"
    for expected in missing:
        if "?" + expected not in case.flags:
            yield f"no flag {expected}"


def compare(case, stage, status, seconds, peak, result):
    """Everything in which a run differs from what the case expects."""
    if result is None:
        return [f"no result (exit status {status}): {(stage.folder / 'run/log').read_text(errors='replace')[-600:]}"]
    candidate = result["candidates"][0]
    wrong = [*compare_checks(case, stage, candidate["skills"][0]), *compare_flags(case, stage, candidate["flags"])]
    outcomes = {check["outcome"] for check in candidate["skills"][0]["checks"]}
    verdict, code = (("fail", 1) if "fail" in outcomes else
                     ("undetermined", 3) if outcomes - {"pass"} else ("pass", 0))
    if candidate["skills"][0]["verdict"] != verdict:
        wrong.append(f"the verdict is {candidate['skills'][0]['verdict']}, expected {verdict}")
    if status != code:
        wrong.append(f"exit status {status}, expected {code}")
    if seconds > case.seconds:
        wrong.append(f"took {seconds:.1f} s, more than {case.seconds}")
    if peak > case.memory + LIBRARIES:
        wrong.append(f"used {peak >> 10} MiB, more than {(case.memory + LIBRARIES) >> 10}")
    return wrong


def play(case, program):
    """One case: outcome in words, seconds, peak KiB, complaints, what was found."""
    with Stage(case, program) as stage:
        if case.play:
            return (*case.play(case, stage), [])
        roster = case.start(case, stage)
        status, seconds, peak, result = stage.run(roster)
        wrong = compare(case, stage, status, seconds, peak, result)
        wrong += stage.said
        if result is not None:
            wrong += reports.complaints(stage.folder / "run", CANARY) + stage.judge_again()
            wrong += case.after(case, stage) if case.after else []
        if wrong and os.environ.get("HOSTILE_KEEP"):
            kept = pathlib.Path(os.environ["HOSTILE_KEEP"]) / case.name.replace("/", "-")
            shutil.copytree(stage.folder, kept, dirs_exist_ok=True)
        candidate = result["candidates"][0] if result else {"skills": [{"checks": []}], "flags": []}
        checks, flags = candidate["skills"][0]["checks"], candidate["flags"]
        found = [f"{check['id']} {check['outcome']}: {check['why']}" for check in checks]
        found += [f"flag {flag['code']}: {flag['message']}" for flag in flags]
        return ", ".join(dict.fromkeys(check["outcome"] for check in checks)) or "none", seconds, peak, wrong, found


ROSTER = """defaults: {{user: {user}, agent: false, password: {{env: HOSTILE_PW}}{more}}}
candidates:
  - {{id: c01, name: Candidate One, hosts: {{node: "127.0.0.1:{port}"}}}}
"""


def roster(port, user="root", more=""):
    return ROSTER.format(port=port, user=user, more=more)
