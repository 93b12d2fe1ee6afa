"""A lab for an exam of several scenarios: for each candidate the hosts of every scenario, each scenario on LANs of its own,
all of them behind one management network, so that one run grades everybody."""

import concurrent.futures
import os
import pathlib

import yaml

from scenario_lab import ScenarioLab, header

AT_ONCE = 4  # scripts that solve or cheat


class ExamLab:
    """A running lab; use it in a `with` statement."""

    def __init__(self, scenarios, candidates):
        """`candidates`: {identity: name}."""
        self.candidates = candidates
        self.name = f"exam-{os.getpid()}"
        self.parts = {}  # by the scenario's id
        for path in map(pathlib.Path, scenarios):
            identities = {self.identity(key, path): (name, {}) for key, name in candidates.items()}
            self.parts[yaml.safe_load(path.read_text())["id"]] = ScenarioLab(path, identities, self.name)

    @staticmethod
    def identity(candidate, scenario):
        """What a candidate's hosts of one scenario are called by in the lab."""
        return f"{candidate}-{pathlib.Path(scenario).stem}"

    @property
    def first(self):
        """Any part: all of them are one lab."""
        return next(iter(self.parts.values()))

    def __enter__(self):
        self.first.start([word for part in self.parts.values() for word in part.described()])
        return self

    def __exit__(self, *problem):
        self.first.__exit__(*problem)

    def roster(self):
        """Writes a roster in which every host is one scenario's alone, and returns its path."""
        return self.first.write_roster([
            {"id": key, "name": name,
             "hosts": {f"{scenario}/{role}": places for scenario, part in self.parts.items()
                       for role, places in part.places(part.candidates[self.identity(key, part.scenario)]).items()}}
            for key, name in self.candidates.items()])

    def take_parameters(self, assigned):
        """Tells the scripts what `labcheck assign` has drawn."""
        drawn = {one["id"]: one["parameters"] for one in yaml.safe_load(pathlib.Path(assigned).read_text())["candidates"]}
        for part in self.parts.values():
            for key in self.candidates:
                part.candidates[self.identity(key, part.scenario)].parameters = part.complete(drawn[key])

    def prepare(self, work):
        """`work`: (candidate, scenario, cheat or None); solves each exercise, then fakes what the cheat fakes."""
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [pool.submit(self.prepare_one, *one) for one in work]:
                done.result()

    def prepare_one(self, candidate, scenario, cheat):
        part = self.parts[scenario]
        identity = self.identity(candidate, part.scenario)
        part.solve(identity)
        if cheat is not None:
            part.spoil(identity, cheat)

    def cheat(self, scenario):
        """The first script that cheats in a scenario, and the codes that it must not earn."""
        scripts = sorted((self.parts[scenario].folder / "cheats").glob("*.sh"))
        return (scripts[0], header(scripts[0], "breaks")) if scripts else (None, [])

    def attestations(self, path):
        """Writes what people say of every candidate's work, the same of each; returns the options of `labcheck run`."""
        rulings = [{**ruling, "candidate": key, "scenario": scenario}
                   for scenario, part in self.parts.items() if (part.folder / "attest.yaml").exists()
                   for ruling in yaml.safe_load((part.folder / "attest.yaml").read_text())["attestations"]
                   for key in self.candidates]
        path.write_text(yaml.safe_dump({"labcheck-rulings": 1, "attestations": rulings}))
        return ["--attestations", path] if rulings else []
