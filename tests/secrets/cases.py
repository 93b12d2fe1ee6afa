"""What must be found in none of the runs, and what must be found."""

import contextlib
import json
import pathlib
import resource
import signal
import subprocess
import time

import search
from search import Canary
from suite import CHECKS, HEAD, WORK, Suite


def echoes_of(text):
    """Of one candidate's checks that echo the secret: what is said of them."""
    for skill in json.loads(text)["candidates"][0]["skills"] if text else []:
        for check in skill["checks"]:
            if check["id"] not in ("identity", "cut-off"):
                yield check["id"], check["outcome"], check["why"]


def every_way(suite):
    status, folder, watcher = suite.run("every-way", [str(suite.scenario), "--roster", str(suite.roster())],
                                        suite.of("ask"), suite.formats())
    shown = (folder / "terminal").read_bytes().decode(errors="replace")
    suite.expect("every way: the run ends", status in (1, 3), shown[-2000:])
    text = (folder / "json").read_text() if (folder / "json").exists() else ""
    for word in ("env", "file", "command", "ask", "literal", "passphrase"):
        suite.expect(f"every way: {word} lets the agent in", f"(u-{word})" in text, shown[-3000:])
    suite.expect("every way: sudo lets the agent in", "uid=0(root)" in text)
    for check, outcome, words in echoes_of(text):
        suite.expect(f"every way: {check} was echoed, and masked", outcome != "error" and "[secret]" in words,
                     f"{outcome}: {words[:600]}")
    suite.expect_silence("every way", folder, watcher)
    again = subprocess.run([str(suite.program), "judge", str(folder / "run.labcheck"), "--format", "json"],
                           capture_output=True, check=False,
                           env={"PATH": "/usr/bin", "LABCHECK_DATA": str(WORK / "data")})
    suite.expect("every way: judging again without a secret gives the same", again.stdout == text.encode(),
                 again.stderr.decode()[-300:])


def tables(suite):
    roster = suite.file("room.csv", f"id,name,seat,node,client,user,password_env\n"
                                    f"c01,One,A-1,127.0.0.1:{suite.lab.port},local,u-csv,CANARY_CSV\n")
    scenario = suite.file("short.yaml", HEAD.replace("  http: {type: port}\n  sql: {type: port}\n  pw: {type: %s}\n",
                                                     "  marker: {type: nonce}\n")
                          + "".join(CHECKS.splitlines(keepends=True)[:2]))
    _, folder, watcher = suite.run("csv", [str(scenario), "--roster", str(roster)], "", suite.formats())
    suite.expect("csv: password_env lets the agent in", "(u-csv)" in (folder / "json").read_text(),
                 (folder / "terminal").read_bytes().decode(errors="replace")[-1500:])
    suite.expect_silence("csv", folder, watcher)
    _, folder, watcher = suite.run("ask-pass", [str(scenario), "--host", f"node=u-ask-pass@127.0.0.1:{suite.lab.port}",
                                                "--host", "client=local", "--ask-pass"],
                                   suite.of("ask-pass"), suite.formats())
    suite.expect("--ask-pass lets the agent in", "(u-ask-pass)" in (folder / "json").read_text())
    suite.expect_silence("--ask-pass", folder, watcher)


def command_lines():
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_bytes()


def crashed(suite):
    """Killed in the middle of a run, with core files wanted as big as they come."""
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    folder = WORK / "crash"
    folder.mkdir()
    scenario = suite.file("slow.yaml", HEAD % "secret" + "      - {id: slow, title: {en: Slow, zh: 慢}, on: node, "
                          "command: {run: \"printf %s \\\"$1\\\"; sleep 30\", arguments: [\"${pw}\"]}}\n")
    roster = suite.one_roster("one.yaml", "{env: CANARY_PARAMETER}")
    process = subprocess.Popen([str(suite.program), "run", str(scenario), "--roster", str(roster), "--ledger",
                                str(folder / "run.labcheck"), "--known-hosts", str(WORK / "none")], cwd=folder,
                               env=suite.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):  # until the step with the secret has come to the host
        if process.poll() is None and any(b"sleep\x0030" in line for line in command_lines()):
            break
        time.sleep(0.1)
    suite.expect("crash: the run is under way", process.poll() is None)
    process.send_signal(signal.SIGSEGV)
    process.wait()
    subprocess.run(["sh", "-c", "kill -SEGV $$"], cwd="/var/tmp", stderr=subprocess.DEVNULL, check=False)
    if not any("core" in path.name for path in search.files_of("/var/tmp")):
        print("       (this machine leaves no cores, so nothing is shown by the next)")
    suite.expect("crash: it died of the signal", process.returncode == -signal.SIGSEGV, process.returncode)
    cores = [str(path) for path in search.files_of(folder) if "core" in path.name]
    suite.expect("crash: no core file", not cores, cores)
    found = search.leaks_in_files(suite.canaries.values(), folder, "/tmp", "/var/tmp", "/home", "/dev/shm")
    suite.expect("crash: no canary in what it left", not found, "\n".join(found))


def refused(suite):
    """Files that others can read, and secrets that the scenario would record."""
    def says(name, arguments, expected, status=2):
        done = subprocess.run([str(suite.program), "plan", *arguments], capture_output=True, env=suite.environment(),
                              check=False)
        said = (done.stdout + done.stderr).decode(errors="replace")
        suite.expect(name, done.returncode == status and expected in said, f"exit {done.returncode}: {said[:600]}")
        suite.expect(f"{name}: no canary", not search.leaks(suite.canaries.values(), said.encode(), "its words"))

    roster, scenario = suite.roster(), str(suite.scenario)
    no_ask = roster.read_text().replace("{ask: password of the room}", "{env: CANARY_ENV}")
    roster.write_text(no_ask)
    for path, what in ((roster, "a literal secret in a file that others can read (mode 0644)"),
                       (suite.secret_file, f"others can read the secret file '{suite.secret_file}' (mode 0644)"),
                       (suite.key, f"others can read the private key '{suite.key}' (mode 0644)")):
        path.chmod(0o644)
        says(f"{path.name} that others can read is refused", [scenario, "--roster", str(roster)], what)
        says(f"{path.name} that others can read can be allowed",
             [scenario, "--roster", str(roster), "--allow-open-files"], what + ", allowed by --allow-open-files", 0)
        path.chmod(0o600)
    literal = suite.file("literal.yaml", "candidates:\n  - {id: c01, hosts: {node: local, client: local}, parameters: "
                         f"{{http: 1, sql: 1, pw: {suite.canaries['parameter'].core}}}}}\n", 0o644)
    says("a secret parameter in a roster that others can read is refused", [scenario, "--roster", str(literal)],
         "parameter 'pw' is a literal secret in a file that others can read (mode 0644)")
    for kind in ("string", "token", "port"):
        declared = suite.file(f"{kind}.yaml", HEAD % kind + CHECKS)
        says(f"a secret for a parameter of type {kind} is refused", [str(declared), "--roster", str(roster)],
             "the roster gives a secret, but the scenario declares none")


def proof(suite):
    """A scenario that leaks is found: in ledger, reports, terminal, process list and files."""
    canary = Canary("leak", "")
    scenario = suite.file("leak.yaml", HEAD % "string" + """
      - id: argv
        title: {en: Leak, zh: 泄露}
        on: node
        command: [sh, -c, "sleep 1; echo $0 >/tmp/leak; echo $0", "${pw}"]
        expect: {out: other}
""")
    roster = suite.one_roster("leak-roster.yaml", canary.text)
    _, folder, watcher = suite.run("leak", [str(scenario), "--roster", str(roster)], "", suite.formats())
    found = watcher.leaks([canary])
    suite.expect("proof: a leak on the process list is found", any("command line" in line for line in found), found)
    suite.expect("proof: a leak in a remote file is found", search.leaks_in_files([canary], "/tmp"))
    for name in ("run.labcheck", "terminal", *suite.formats()):  # but for the table, which has no words
        suite.expect(f"proof: a leak in {name} is found",
                     name == "csv" or search.leaks([canary], (folder / name).read_bytes(), name))
    pathlib.Path("/tmp/leak").unlink(missing_ok=True)
    for word, spelling in canary.spellings():
        suite.expect(f"proof: {word} is found", search.leaks([canary], b"x" + spelling + b"x", "x"))


def main(program):
    suite = Suite(program)
    try:
        for case in (every_way, tables, crashed, refused, proof):
            case(suite)
    finally:
        suite.lab.close()
    print(f"{len(suite.wrong)} failed")
    return 1 if suite.wrong else 0
