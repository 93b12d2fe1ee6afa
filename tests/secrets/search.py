"""Canaries, and the search for them."""

import base64
import contextlib
import json
import os
import pathlib
import secrets
import string
import threading
import time
import urllib.parse

HALF = 12


class Canary:
    """A secret that is like no other, of letters, digits and what spellings differ in."""

    def __init__(self, name, special="&'é\"</+ x"):
        self.name = name
        letters = string.ascii_lowercase + string.digits
        self.core = "q7" + "".join(secrets.choice(letters) for _ in range(2 * HALF - 4)) + "7q"
        self.text = self.core + special

    def spellings(self):
        """Bytes that give it away, with a word for each."""
        raw, core = self.text.encode(), self.core.encode()
        yield "raw", raw
        yield "its core", core
        yield "its first half", core[:HALF]
        yield "its second half", core[HALF:]
        yield "hexadecimal", core.hex().encode()
        yield "HEXADECIMAL", core.hex().upper().encode()
        yield "percent", urllib.parse.quote(self.text, safe="").encode()
        yield "JSON", json.dumps(self.text)[1:-1].encode()
        yield "UTF-16LE", self.core.encode("utf-16-le")
        yield "UTF-16BE", self.core.encode("utf-16-be")
        for shift in range(3):
            whole = base64.b64encode(b"x" * shift + core)
            yield f"base64 at {shift}", whole[(8 * shift + 5) // 6:(8 * (shift + len(core))) // 6]


def leaks(canaries, data, where):
    """A line for each canary found in some bytes; broken lines are looked across."""
    found = []
    joined = data.replace(b"\n", b"").replace(b"\r", b"")
    for canary in canaries:
        for word, spelling in canary.spellings():
            if spelling in data or spelling in joined:
                found.append(f"{canary.name} in {where} ({word})")
                break
    return found


def files_of(*folders):
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path


def leaks_in_files(canaries, *folders, ignored=()):
    found = []
    for path in files_of(*folders):
        with contextlib.suppress(OSError):
            if not any(str(path).startswith(str(each)) for each in ignored):
                found += leaks(canaries, path.read_bytes(), str(path))
                found += leaks(canaries, str(path).encode(), f"the name of {path}")
    return found


class Watcher:
    """Looks at every process's command line and environment, and keeps copies of files that come and go."""

    def __init__(self, agents, keep):
        """`agents(pid, command)`: whether a process is the agent's own, whose environment its user has filled."""
        self.agents, self.keep = agents, keep
        self.seen, self.copies, self.rounds, self.over = {}, {}, 0, False
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over = True
        self.thread.join()

    def watch(self):
        while not self.over:
            self.rounds += 1
            for pid in filter(str.isdigit, os.listdir("/proc")):
                self.look(int(pid))
            for path in self.keep():
                with contextlib.suppress(OSError):
                    self.copies.setdefault((path, path.stat().st_size), path.read_bytes())
            time.sleep(0.002)

    def look(self, pid):
        if pid == os.getpid():
            return
        with contextlib.suppress(OSError):
            command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
            self.seen.setdefault(command, f"the command line {command[:60]!r}")
            environment = pathlib.Path(f"/proc/{pid}/environ").read_bytes()
            if not self.agents(pid, command):
                self.seen.setdefault(environment, f"the environment of {command[:60]!r}")

    def leaks(self, canaries):
        found = []
        for data, where in self.seen.items():
            found += leaks(canaries, data, where)
        for (path, _), data in self.copies.items():
            found += leaks(canaries, data, f"{path} while it was there")
        return found
