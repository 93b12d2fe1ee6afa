"""The tools of the bench, and how each is told to ask all probes of all hosts."""

import os
import shlex
import shutil

from room import PORT, USER

PROBES = [
    "cat /proc/uptime", "cat /proc/loadavg", "id -u", "uname -r", "cat /etc/hostname", "cat /proc/meminfo",
    "ls /etc/ssh", "stat -c %a /etc/passwd", "readlink /proc/self/exe", "cat /etc/os-release", "df -P /",
    "cat /proc/net/dev", "cat /proc/mounts", "date +%s", "getent passwd root", "test -d /etc", "wc -l /etc/passwd",
    "head -n 1 /etc/group", "cat /proc/sys/kernel/random/boot_id", "ls -d /home",
]
NEEDED = ("parallel-ssh", "clush", "ansible-playbook", "py.test-3", "ssh")


def missing():
    """The peers' programs that this machine lacks: `scripts/bootstrap bench` installs them."""
    return [program for program in NEEDED if not shutil.which(program)]


def probes_of(count):
    """That many probes, no two the same text, so that no tool may ask one for two."""
    turns = [(PROBES[n % len(PROBES)], n // len(PROBES)) for n in range(count)]
    return [f"{probe} # {turn}" if turn else probe for probe, turn in turns]


def write_scenario(room, probes):
    checks = "".join(f"      - {{id: probe-{n}, command: {{run: '{probe}'}}, expect: {{status: 0}}}}\n"
                     for n, probe in enumerate(probes))
    room.write("bench.yaml", f"""labcheck: 1
id: bench/probes
title: {{en: Bench, zh: 性能测试}}
standard: cloud-ops-dev
level: junior
roles:
  node: {{}}
skills:
  - code: 1.1.1
    pass: all
    task: {{en: Small probes, zh: 小探测}}
    checks:
{checks}""")


def write_roster(room, addresses):
    candidates = "".join(f"  - {{id: c{n}, hosts: {{node: '{address}:{PORT}'}}}}\n"
                         for n, address in enumerate(addresses))
    room.write("roster.yaml", f"defaults: {{user: {USER}, key: {room.path('client_key')}}}\n"
                              f"candidates:\n{candidates}", 0o600)


def write_ansible(room, addresses, probes, module):
    room.write("inventory", "".join(f"{address}\n" for address in addresses))
    tasks = "".join(f"    - ansible.builtin.{module}: \"{probe}\"\n" for probe in probes)
    room.write(f"{module}.yaml", f"- hosts: all\n  gather_facts: false\n  tasks:\n{tasks}")
    room.write("ansible.cfg", f"""[defaults]
forks = {len(addresses)}
inventory = {room.path('inventory')}
host_key_checking = false
remote_user = {USER}
remote_port = {PORT}
private_key_file = {room.path('client_key')}
interpreter_python = /usr/bin/python3
[ssh_connection]
pipelining = true
""")


def write_testinfra(room, probes):
    room.write("test_probes.py", "import pytest\n\n\n"
               f"@pytest.mark.parametrize('probe', {probes!r})\n"
               "def test_probe(host, probe):\n    assert host.run(probe).rc == 0\n")
    room.write("ssh_config", f"Host *\n  User {USER}\n  Port {PORT}\n  IdentityFile {room.path('client_key')}\n"
                             "  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n")


def write_asyncssh(room, addresses, probes):
    room.write("probe_asyncssh.py", f"""import asyncio
import asyncssh

PROBES = {probes!r}


async def ask(connection, gate, probe):
    async with gate:
        assert (await connection.run(probe, stdin=asyncssh.DEVNULL)).exit_status == 0


async def visit(address):
    async with asyncssh.connect(address, {PORT}, username={USER!r}, client_keys=[{room.path('client_key')!r}],
                                known_hosts=None, config=None) as connection:
        gate = asyncio.Semaphore(8)
        await asyncio.gather(*(ask(connection, gate, probe) for probe in PROBES))


async def main():
    await asyncio.gather(*(visit(address) for address in {addresses!r}))


asyncio.run(main())
""")


def write_mastered(room, probes, options):
    """A connection of OpenSSH's ControlMaster, and a command for each probe over it."""
    ssh = f"ssh -S {room.path('mux')}-$1 {shlex.join(options)} {USER}@$1"
    room.write("mastered.sh", f"#!/bin/sh\nset -e\n{ssh} -fNM\n"
               + "".join(f"{ssh} {shlex.quote(probe)} </dev/null\n" for probe in probes) + f"{ssh} -O exit\n", 0o755)


def write_labcheck(room, addresses, probes):
    write_scenario(room, probes)
    write_roster(room, addresses)


def write_inputs(room, addresses, probes):
    room.write("hosts", "".join(f"{address} {PORT}\n" for address in addresses))
    room.write("probes", "".join(probe + "\n" for probe in probes))
    room.write("pssh-hosts", "".join(f"{USER}@{address}:{PORT}\n" for address in addresses))
    write_labcheck(room, addresses, probes)
    write_testinfra(room, probes)
    write_asyncssh(room, addresses, probes)
    write_ansible(room, addresses, probes, "raw")
    write_ansible(room, addresses, probes, "shell")


def labcheck(room, progress="none"):
    """Everything on: a ledger with its chain, judging, three reports."""
    reports = [f"--format={form}={room.path('result.' + form)}" for form in ("json", "junit", "html")]
    return [f"{room.build}/labcheck", "run", room.path("bench.yaml"), "--roster", room.path("roster.yaml"),
            "--ledger", room.path("run.labcheck"), "--known-hosts", "/dev/null", "--progress", progress, *reports]


def commands(room, addresses, probes):
    """Each tool's name with the command that asks every probe of every address."""
    write_inputs(room, addresses, probes)
    joined = "; ".join(f"( {probe}\n) </dev/null 2>&1; echo $?" for probe in probes)
    options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", f"IdentityFile={room.path('client_key')}",
               "IdentitiesOnly=yes", "LogLevel=ERROR", f"Port={PORT}"]
    dashed = [f"-o{option}" for option in options]
    curve = "KexAlgorithms=curve25519-sha256"
    write_mastered(room, probes, dashed)
    width = str(len(addresses))
    pssh = ["parallel-ssh", "-h", room.path("pssh-hosts"), "-p", width, "-t", "0", "-o", room.path("answers")]
    clush = ["clush", "-w", ",".join(addresses), "-l", USER, "-f", width]
    infra = ["py.test-3", "-q", "-p", "no:cacheprovider", "-n", "8", room.path("test_probes.py"), "--ssh-config",
             room.path("ssh_config")]
    ansible = ["env", f"ANSIBLE_CONFIG={room.path('ansible.cfg')}", f"HOME={room.folder}", "ansible-playbook"]
    return {
        "floor": [f"{room.build}/bench_floor", room.path("hosts"), room.path("probes"), room.path("client_key"), USER],
        "labcheck": labcheck(room),
        "pssh curve25519": pssh + [word for option in options + [curve] for word in ("-O", option)] + [joined],
        "pssh": pssh + [word for option in options for word in ("-O", option)] + [joined],
        "clush curve25519": clush + ["-o", " ".join(dashed + [f"-o{curve}"]), joined],
        "clush": clush + ["-o", " ".join(dashed), joined],
        "asyncssh": ["/usr/bin/python3", room.path("probe_asyncssh.py")],
        "ssh ControlMaster": ["sh", "-c", f"printf '%s\\n' \"$@\" | xargs -P {width} -n 1 {room.path('mastered.sh')}",
                              "sh", *addresses],
        "ansible raw": ansible + [room.path("raw.yaml")],
        "ansible shell": ansible + [room.path("shell.yaml")],
        "testinfra paramiko": infra + ["--hosts", ",".join(f"paramiko://{host}" for host in addresses)],
        "testinfra ssh": infra + ["--hosts", ",".join(f"ssh://{host}" for host in addresses)],
    }


def forget(room):
    """What a run leaves and the next one must not find."""
    if os.path.exists(room.path("run.labcheck")):
        os.unlink(room.path("run.labcheck"))
    shutil.rmtree(room.path("answers"), ignore_errors=True)
