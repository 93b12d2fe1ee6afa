"""Labs for a scenario: as many candidates as wanted, each with the hosts that the scenario's lab.yaml describes on a
LAN of its own, solved or left as they are, broken by faults, and a roster for labcheck to grade them by."""

import concurrent.futures
import os
import pathlib
import re
import secrets
import string
import subprocess

import yaml

LAB = str(pathlib.Path(__file__).resolve().parent / "lab")
STATE = pathlib.Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / "labcheck-lab"
SKIPPED = 77


def token():
    """A text such as labcheck draws for a parameter of type token."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(12))


def header(script, key):
    """The words behind `# key:` at the top of a fault, alternative or cheat."""
    found = re.search(rf"^# {key}:(.*)$", script.read_text(), re.MULTILINE)
    return found.group(1).split() if found else []


class Host:
    def __init__(self, candidate, role, index, count, described):
        self.role, self.index = role, index
        self.name = f"{candidate}-{role}{index + 1 if count > 1 else ''}"
        self.layer, self.lan, self.ready = described["layer"], described.get("lan"), described.get("ready", False)
        self.lans, self.gateway = described.get("lans", ["lan"]), described.get("gateway")
        disks = described.get("disks", [])  # their sizes, or how many of 1 GiB
        self.disks = ["1G"] * disks if isinstance(disks, int) else disks
        self.label = f"{role}[{index}]" if count > 1 else role


class Candidate:
    """One candidate's hosts and parameters."""

    def __init__(self, identity, name, description, parameters):
        self.identity, self.name, self.parameters = identity, name, parameters
        self.hosts = []
        for role, described in description["hosts"].items():
            described = described if isinstance(described, list) else [described]
            self.hosts += [Host(identity, role, at, len(described), one) for at, one in enumerate(described)]

    def host(self, label):
        return next(host for host in self.hosts if host.label == label)

    def variables(self, host):
        """What scripts on a host are told: parameters and addresses of the LAN."""
        told = {f"LABCHECK_PARAM_{name}": str(value) for name, value in self.parameters.items()}
        for other in self.hosts:
            place = other.role if other.label == other.role else f"{other.role}_{other.index}"
            if other.lan:
                told[f"LABCHECK_HOST_{place}_ADDRESS"] = other.lan
        if host.lan:
            told["LABCHECK_SELF_ADDRESS"] = host.lan
        return [f"{name}={value}" for name, value in told.items()]


class ScenarioLab:
    """A running lab. Use it in a `with` statement: it is taken down whatever happens, and by the next lab's start
    should this process be killed."""

    def __init__(self, scenario, candidates, name=None, owner=None, over=None):
        """`candidates`: {identity: (name, parameters)}. `over`: kept disks to start from."""
        self.scenario = pathlib.Path(scenario).resolve()
        self.folder = self.scenario.with_suffix(".qualify")
        self.description = yaml.safe_load((self.folder / "lab.yaml").read_text())
        self.name = name or f"{self.scenario.stem[:18]}-{os.getpid()}"
        self.owner, self.over = owner or os.getpid(), over
        self.candidates = {key: Candidate(key, name, self.description, self.complete(parameters))
                           for key, (name, parameters) in candidates.items()}
        self.files = STATE / self.name / "files"  # goes with the lab
        self.up = False

    def complete(self, given):
        """All parameters that a candidate is told: the given ones, the scenario's defaults, fresh tokens."""
        told = {}
        for name, declared in yaml.safe_load(self.scenario.read_text()).get("parameters", {}).items():
            if name in given:
                told[name] = given[name]
            elif "default" in declared:
                told[name] = declared["default"]
            elif declared["type"] == "token":
                told[name] = token()
        return told

    def __enter__(self):
        self.start(self.described())
        return self

    def start(self, described):
        """Brings up the lab, of its own hosts or of those of several scenarios."""
        options = ["--owner", str(self.owner)] + (["--over", self.over] if self.over else [])
        self.lab("up", *options, *described)
        self.up = True
        self.files.mkdir()

    def described(self):
        """The hosts, disks and cables of all candidates as options of `lab up`."""
        options = []
        for candidate in self.candidates.values():
            for host in candidate.hosts:
                options += ["--host", f"{host.name}={host.layer}"]
                options += [word for size in host.disks for word in ("--disk", f"{host.name}={size}")]
                options += ["--gateway", f"{host.name}={host.gateway}"] if host.gateway else []
            options += [word for members in self.cables(candidate) for word in ("--lan", ",".join(members))]
        return options

    def cables(self, candidate):
        """The members of every LAN, an address with those that are ready. A host's interfaces are numbered in the order of
        its `lans`, so all hosts must name LANs in the same order, that of their first mention."""
        lans = list(dict.fromkeys(lan for host in candidate.hosts for lan in host.lans))
        for host in candidate.hosts:
            if host.lans != sorted(host.lans, key=lans.index):
                raise SystemExit(f"lab.yaml: {host.label} names its lans in another order than {', '.join(lans)}")
        return [[f"{host.name}@{host.lan}/{self.description['prefix']}" if host.ready and host.lans[0] == lan
                 else host.name for host in candidate.hosts if lan in host.lans] for lan in lans]

    def __exit__(self, *_):
        if self.up:
            subprocess.run([LAB, "down", self.name], check=False)

    def lab(self, command, *arguments):
        done = subprocess.run([LAB, command, self.name, *arguments], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode == SKIPPED:
            raise SystemExit(SKIPPED)
        if done.returncode != 0:
            raise SystemExit(f"lab {command} {' '.join(arguments)}: exit status {done.returncode}\n{done.stdout}")
        return done.stdout

    def apply(self, identity, label, script):
        candidate = self.candidates[identity]
        host = candidate.host(label)
        self.lab("apply", host.name, str(script), *candidate.variables(host))

    def solve(self, identity, alternatives=()):
        """Applies solve/ROLE.sh to every host of a candidate that has one, or an alternative's script to the role that it
        names."""
        instead = {header(script, "on")[0]: script for script in alternatives}
        scripts = {host: instead.get(host.role, self.folder / "solve" / f"{host.role}.sh")
                   for host in self.candidates[identity].hosts}
        with concurrent.futures.ThreadPoolExecutor() as pool:
            jobs = [pool.submit(self.apply, identity, host.label, script)
                    for host, script in scripts.items() if script.exists()]
        for job in jobs:
            job.result()

    def spoil(self, identity, script):
        """Applies a fault or a cheat where its header says."""
        for label in header(script, "on"):
            self.apply(identity, label, script)

    def places(self, candidate):
        """A candidate's hosts as a roster has them."""
        state = STATE / self.name
        keys = dict(line.split(" ", 1) for line in (state / "known_hosts").read_text().splitlines())
        hosts = {}
        for host in candidate.hosts:
            address = (state / f"{host.name}.address").read_text().strip()
            entry = {"connect": f"{address}:22", "address": host.lan, "host_key": keys[address]}
            if not host.lan:
                del entry["address"]
            hosts.setdefault(host.role, []).append(entry)
        return {role: entries[0] if len(entries) == 1 else entries for role, entries in hosts.items()}

    def roster(self):
        """Writes a roster of all candidates and returns its path."""
        return self.write_roster([{"id": candidate.identity, "name": candidate.name,
                                   "parameters": candidate.parameters, "hosts": self.places(candidate)}
                                  for candidate in self.candidates.values()])

    def write_roster(self, candidates):
        roster = {"defaults": {"user": "root", "key": str(STATE / self.name / "key")}, "candidates": candidates}
        path = self.files / "roster.yaml"
        path.write_text(yaml.safe_dump(roster, allow_unicode=True, sort_keys=False))
        return path

    def labcheck(self, program, *options):
        """Runs labcheck over the lab from where a proctor would stand; returns its exit status. It ends with us."""
        ledger = self.files / f"run-{token()}.labcheck"
        command = ["setpriv", "--pdeathsig", "KILL", LAB, "exec", self.name,
                   str(pathlib.Path(program).resolve()), "run", str(self.scenario), "--roster", str(self.roster()),
                   "--ledger", str(ledger), *options]
        return subprocess.run(command, check=False).returncode
