"""The scenario, the roster and the runs that all cases share."""

import contextlib
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import time

import lab
import search
from search import Canary

DATA = pathlib.Path(__file__).resolve().parents[2] / "scenarios"
WORK = pathlib.Path("/mnt/agent")
FORMATS = ("text", "json", "junit", "tap", "csv", "html", "markdown")

HEAD = """labcheck: 1
id: test/secrets
title: {en: Secrets, zh: 密钥}
standard: cloud-ops-dev
level: junior
roles:
  node: {}
  client: {}
parameters:
  http: {type: port}
  sql: {type: port}
  pw: {type: %s}
skills:
  - code: 1.2.1
    task: {en: Do it, zh: 完成}
    checks:
"""

# A service that echoes, a host that echoes, words about what went wrong: each quotes the secret in its own way.
CHECKS = r"""
      - {id: identity, title: {en: Identity, zh: 身份}, on: node, command: [id], expect: {out: none}}
      - id: http-echo
        title: {en: Echo, zh: 回显}
        on: node
        timeout: 60s
        http: {url: "http://127.0.0.1:${http}/echo", user: app, password: "${pw}"}
        expect: {body: other}
      - id: http-body
        title: {en: Body, zh: 正文}
        on: agent
        timeout: 60s
        http: {base: "http://127.0.0.1:${http}", post: /form, body: "pw=${pw}", headers: {X-Token: "${base64:pw}"}}
        changes: false
        expect: {json: {"$.a": "${pw}"}}
      - id: http-query
        title: {en: Query, zh: 参数}
        on: node
        timeout: 60s
        http: {base: "http://127.0.0.1:${http}", post: /json, json: {pw: "${pw}"}}
        changes: false
        expect: {body: other}
      - id: http-two-answers
        title: {en: Two answers, zh: 两次应答}
        steps:
          - on: node
            timeout: 60s
            http: {url: "http://127.0.0.1:${http}/part/1", user: app, password: "${pw}"}
            expect: {status: 200}
            save: {half: body}
          - on: node
            timeout: 60s
            http: {url: "http://127.0.0.1:${http}/part/2", user: app, password: "${pw}"}
            expect: {body: "${saved.half}"}
      - id: sql-error
        title: {en: SQL error, zh: 数据库错误}
        on: node
        timeout: 60s
        sql: {engine: mariadb, host: 127.0.0.1, port: "${sql}", user: app, password: "${pw}", query: "select '${pw}'"}
        expect: {value: "1"}
      - id: host-echo
        title: {en: Host echo, zh: 主机回显}
        on: node
        timeout: 60s
        command:
          run: |
            printf '%s\n%s\n' "$1" "$2"; printf '%s' "$1" | base64 -w 20; printf '%s' "$1" | od -An -tx1 | tr -d ' \n'
            printf '%s' "$1" | fold -w 7; printf '%s' "$1" | head -c 15; echo; printf '%s' "$1" >&2
          arguments: ["${pw}", "${base64:pw}"]
        expect: {out: "${pw}"}
      - id: local-echo
        title: {en: Local echo, zh: 本机回显}
        on: client
        timeout: 60s
        command: {run: "sleep 0.3; printf '%s' \"$1\"; env; cat /proc/self/environ", arguments: ["${pw}"]}
        expect: {out: other}
      - id: cut-off
        title: {en: Cut off, zh: 截断}
        on: node
        timeout: 60s
        command: {run: "while :; do printf '%s' \"$1\"; done", arguments: ["${pw}"]}
        expect: {out: other}
"""


class Suite:
    def __init__(self, program):
        self.program, self.wrong = WORK / "labcheck", []
        # What is needed may lie in one of the folders that are about to be hidden.
        needed = {self.program: program.read_bytes()}
        needed.update({WORK / "data" / path.relative_to(DATA): path.read_bytes()
                       for path in (DATA / "standards").rglob("*") if path.is_file()})
        lab.private_folders(WORK)
        for path, data in needed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.program.chmod(0o755)
        words = ("env", "file", "command", "ask", "literal", "passphrase", "sudo", "csv", "ask-pass", "parameter",
                 "plain-parameter")
        self.canaries = {word: Canary(word) for word in words}
        self.canaries["literal"] = Canary("literal", "&'é </+ x")  # stands in double quotes in the roster
        self.key = WORK / "exam_key"
        lab.run("ssh-keygen", "-q", "-t", "ed25519", "-N", self.of("passphrase"), "-f", str(self.key))
        users = {f"u-{word}": (self.of(word), False) for word in ("env", "file", "command", "ask", "literal", "csv",
                                                                   "ask-pass")}
        users["u-passphrase"] = ("none", False)
        users["u-sudo"] = (self.of("sudo"), True)
        self.lab = lab.Lab(WORK, users, [self.key])
        self.secret_file = self.file("secret-file", self.of("file") + "\n")
        self.command_file = self.file("command-file", self.of("command") + "\n")
        self.scenario = self.file("scenario.yaml", HEAD % "secret" + CHECKS)

    def of(self, word):
        return self.canaries[word].text

    def file(self, name, text, mode=0o600):
        path = WORK / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def roster(self):
        def candidate(word, login):
            way = f"connect: \"127.0.0.1:{self.lab.port}\", user: u-{word}, {login}"
            return (f"  - id: {word}\n    hosts: {{node: {{{way}}}, client: local}}\n"
                    f"    parameters: {{http: {self.lab.http}, sql: {self.lab.sql}, "
                    f"pw: {{env: CANARY_PARAMETER}}, unknown: {{env: CANARY_PLAIN}}}}\n")

        return self.file("roster.yaml", "defaults: {agent: false}\ncandidates:\n"
                         + candidate("env", "password: {env: CANARY_ENV}")
                         + candidate("file", f"password: {{file: {self.secret_file}}}")
                         + candidate("command", f"password: {{command: cat {self.command_file}}}")
                         + candidate("ask", "password: {ask: password of the room}")
                         + candidate("literal", f"password: \"{self.of('literal')}\"")
                         + candidate("passphrase", f"key: {self.key}, passphrase: {{env: CANARY_PASSPHRASE}}")
                         + candidate("sudo", "sudo: true, password: {env: CANARY_SUDO}"))

    def environment(self):
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(WORK), "TERM": "xterm",
                "LABCHECK_DATA": str(WORK / "data"), "CANARY_ENV": self.of("env"),
                "CANARY_PASSPHRASE": self.of("passphrase"),
                "CANARY_SUDO": self.of("sudo"), "CANARY_CSV": self.of("csv"),
                "CANARY_PARAMETER": self.of("parameter"), "CANARY_PLAIN": self.of("plain-parameter")}

    def is_agents(self, _, command):
        """Its user has given the agent, and what it runs for `{command: …}`, an environment with secrets in it."""
        return str(self.program).encode() in command or str(self.command_file).encode() in command or command == b""

    def one_roster(self, name, parameter):
        """One candidate, let in by {env}, with this for the parameter `pw`."""
        way = f"connect: \"127.0.0.1:{self.lab.port}\", user: u-env, agent: false, password: {{env: CANARY_ENV}}"
        return self.file(name, f"candidates:\n  - id: c01\n    hosts: {{client: local, node: {{{way}}}}}\n"
                               f"    parameters: {{http: 1, sql: 1, pw: {parameter}}}\n")

    def run(self, name, arguments, answer="", formats=FORMATS):
        """Runs on a terminal that is answered; gives the exit status and all that the terminal showed."""
        folder = WORK / name
        folder.mkdir()
        command = [str(self.program), "run", *arguments, "--ledger", str(folder / "run.labcheck"), "-vv",
                   "--known-hosts", str(WORK / "none"), "--connect-timeout", "60s", "--login-timeout", "60s",
                   "--format", "text"]
        for kind in formats:
            command += ["--format", f"{kind}={folder / kind}"]
        shown = b""
        with search.Watcher(self.is_agents, lambda: folder.iterdir()) as watcher:
            status, shown = on_terminal(command, self.environment(), str(folder), answer)
        (folder / "terminal").write_bytes(shown)
        if watcher.rounds < 20:
            self.wrong.append(f"{name}: the watcher looked only {watcher.rounds} times")
        return status, folder, watcher

    def formats(self):
        said = subprocess.run([str(self.program), "run", "none.yaml", "--host", "node=local", "--format", "none"],
                              capture_output=True, text=True, check=False).stderr
        found = re.search(r"there are (.*)", said)
        return tuple(found.group(1).split(", ")) if found else ("text", "json", "junit", "tap")

    def expect(self, name, condition, detail=""):
        print(f"{'ok    ' if condition else 'FAILED'} {name}", flush=True)
        if not condition:
            self.wrong.append(f"{name}{': ' if detail else ''}{detail}")
            for line in str(detail).splitlines()[:30]:
                print(f"    - {line}", flush=True)

    def expect_silence(self, name, folder, watcher):
        canaries = self.canaries.values()
        found = (watcher.leaks(canaries) + search.leaks_in_files(canaries, folder)
                 + search.leaks_in_files(canaries, "/tmp", "/var/tmp", "/home", "/var/log", "/run", "/dev/shm"))
        self.expect(f"{name}: no canary anywhere", not found, "\n".join(found))


def on_terminal(command, environment, folder, answer):
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, environment)
    shown, status = b"", None
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.2)[0]:
            try:
                data = os.read(master, 65_536)
            except OSError:
                break
            shown += data
            if answer and shown.endswith(b": "):
                os.write(master, answer.encode() + b"\n")
                answer = ""
    with contextlib.suppress(ProcessLookupError):
        if time.monotonic() >= deadline:
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(master)
    return os.waitstatus_to_exitcode(status), shown
