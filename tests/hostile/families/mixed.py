"""Ten honest hosts graded beside every nasty one: the same verdicts, and nobody waits for another's host."""

import json
import subprocess
import threading
import time

from support.case import CASES, HELLO, MIB, Case, add
from support.sshd_host import SshdHost, free_port
from support.stage import CANARY, HERE

HONEST = 10
# One of every kind; none whose own work would take the processor from the honest hosts, since all share this machine.
NASTY = (
    "silent before its banner", "one byte a second of its banner", "lines before the banner without end",
    "silent in the key exchange", "packets that nobody asked for, without end, in the key exchange",
    "hangs up on everybody", "refuses every login", "banners at login without end", "questions at login without end",
    "silent where a channel should open", "refuses every channel", "hangs up after login",
    "silent after a command's start", "a window that never opens", "keys exchanged for ever",
    "packets of an unknown kind without end", "packets to be ignored without end", "output that keeps to no window",
    "no frame", "the expected words without a frame", "a forged frame", "random bytes on both streams",
    "noise without end before any frame", "start-up files that flood", "a login shell that waits for ever")
CHECKS = {f"c{at}": HELLO for at in range(5)} | {
    "later": "needs: [c0]\ncommand: {run: \"sleep 0.5; echo $((6 * 7))\"}\nexpect: {out: \"42\"}", "hello": HELLO}


def port_of(roster):
    """Of a roster that a case's start has written: its port and user."""
    return roster.split("127.0.0.1:")[1].split('"')[0], roster.split("user: ")[1].split(",")[0]


def written(hosts):
    lines = [f'  - {{id: {name}, hosts: {{node: "127.0.0.1:{port}"}}, defaults: {{user: {user}}}}}'
             for name, (port, user) in hosts.items()]
    return "\n".join(["defaults: {agent: false, password: {env: HOSTILE_PW}}", "candidates:", *lines, ""])


def timed(stage, name, hosts, scenario):
    """Grades all of `hosts`; gives when each candidate was done, the result, seconds and peak."""
    output = stage.folder / name
    output.mkdir()
    command = [str(HERE / "measured"), str(output / "measured"), str(stage.program), "run", str(scenario), "--roster",
               str(stage.file("roster.yaml", written(hosts))), "-v", "--ledger", str(output / "run.labcheck"),
               "--known-hosts", str(stage.folder / "known_hosts"), "--connect-timeout", "6s", "--login-timeout", "8s",
               "--format", f"json={output / 'json'}"]
    done, began = {}, time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          env=stage.environment()) as running:
        killer = threading.Timer(200, running.kill)
        killer.start()
        for line in running.stderr:
            candidate = line.split(b" ", 1)[0].decode(errors="replace")
            if candidate in hosts:
                done[candidate] = time.monotonic() - began
        killer.cancel()
    _, seconds, peak = (output / "measured").read_text().split()
    return done, json.loads((output / "json").read_text()), float(seconds), int(peak)


def judged(result, candidate):
    skill = next(own for own in result["candidates"] if own["id"] == candidate)["skills"][0]
    return skill["verdict"], [(check["id"], check["outcome"], check["why"]) for check in skill["checks"]]


def play(case, stage):
    ports = [free_port() for _ in range(HONEST)]
    good = SshdHost(stage.folder, CANARY, config="\n".join(f"ListenAddress 127.0.0.1:{port}" for port in ports))
    stage.closing.append(good.close)
    honest = {f"honest{at}": (port, "trainee") for at, port in enumerate(ports)}
    scenario = stage.scenario()
    alone, first, _, _ = timed(stage, "alone", honest, scenario)
    others = {}
    for at, other in enumerate(CASES[name] for name in NASTY):
        folder = stage.folder / f"nasty{at}"
        folder.mkdir()
        others[f"nasty{at}"] = (other, port_of(other.start(other, stage.beside(folder))))
    hosts = {name: where for name, (_, where) in others.items()} | honest
    beside, second, seconds, peak = timed(stage, "beside", hosts, scenario)
    wrong = []
    for name in honest:
        if judged(first, name) != judged(second, name) or judged(second, name)[0] != "pass":
            wrong.append(f"{name} is {judged(second, name)}, alone {judged(first, name)}")
    for name, (other, _) in others.items():
        if judged(second, name)[0] != "undetermined":
            wrong.append(f"the host of '{other.name}' is {judged(second, name)[0]}, expected undetermined")
    slowest, before = max(beside[name] for name in honest), max(alone[name] for name in honest)
    print(f"       {HONEST} honest hosts alone: {before:.1f} s; beside {len(others)} hostile ones: {slowest:.1f} s, "
          f"ratio {slowest / before:.1f} (the hostile ones took {seconds:.1f} s)", flush=True)
    if slowest > 2 * before + 5:
        wrong.append(f"honest hosts took {slowest:.1f} s beside hostile ones, {before:.1f} s alone")
    return f"{HONEST} pass", seconds, peak, wrong


add(Case("ten honest hosts beside every nasty one", "mixed", None, checks=CHECKS, seconds=120, memory=256 * MIB,
         alone=True, play=play))
