"""What a case is: a hostile host, what labcheck is asked to grade on it, and exactly what must come of it."""

import dataclasses

HELLO = "{command: [echo, hello], expect: {out: hello}}"
MIB = 1 << 10  # in KiB


@dataclasses.dataclass
class Result:
    """Of one check: `why` is matched whole; {place} stands for the host's address and port, … for any text.
    `outcome` may name several, apart by bars, where a race decides."""
    outcome: str
    why: str = ""


@dataclasses.dataclass
class Case:
    name: str
    family: str
    start: object  # start(case, stage) gives the roster's entry for the host; see support/stage.py
    checks: dict = dataclasses.field(default_factory=lambda: {"hello": HELLO})
    results: dict = dataclasses.field(default_factory=dict)
    flags: list = dataclasses.field(default_factory=list)  # of "code: message"; "?code: message" may be or not
    seconds: float = 10  # a guard against hanging, not a measure of speed
    memory: int = 48 * MIB
    options: tuple = ()
    parameters: str = ""
    slow: bool = False
    alone: bool = False  # with no other case beside it
    play: object = None  # play(case, stage) instead of the usual: outcome, seconds, peak KiB, complaints
    after: object = None  # after(case, stage) gives complaints about what is left on the host
    patience: tuple = ("2s", "3s")  # --connect-timeout, --login-timeout


CASES = {}


def add(case):
    if case.name in CASES:
        raise ValueError(f"two cases are called '{case.name}'")
    CASES[case.name] = case


def error(why):
    return {"hello": Result("error", why)}


UNIDENTIFIED = "unidentified-host: the host did not say who it is: timed_out"
PASS = {"hello": Result("pass")}


def expecting(why, more):
    """The arguments of a case whose only check is an error, for `why`; `hinders=True`: and which is flagged for it."""
    hinders = more.pop("hinders", False)
    if why is not None:
        more["results"] = error(why)
    if hinders:
        more["flags"] = [*more.get("flags", []), "hindered: " + why.removeprefix("node: ")]
    return more
