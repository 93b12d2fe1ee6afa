"""A room of real sshds for the bench: in a network namespace of its own, reached over loopback or over a wire with a
delay (bench_delay). All of it is gone when the room is left."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

PORT = 2222
USER = "labcheck-bench"
LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000


def enter(namespace):
    """Moves the calling process into a network namespace of `ip netns`."""
    with open(f"/run/netns/{namespace}", encoding="ascii") as handle:
        if LIBC.setns(handle.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")


def ip(*words):
    subprocess.run(["ip", *words], check=True)


class Group:
    """A control group: what the processes in it, dead ones too, have used of the CPU, and which are alive."""

    def __init__(self, name):
        unified = os.path.exists("/sys/fs/cgroup/cgroup.controllers")
        self.path = f"/sys/fs/cgroup/{name}" if unified else f"/sys/fs/cgroup/cpuacct/{name}"
        self.unified = unified
        os.mkdir(self.path)

    def join(self):
        with open(f"{self.path}/cgroup.procs", "w", encoding="ascii") as procs:
            procs.write("0")

    def cpu(self):
        """Seconds."""
        if not self.unified:
            with open(f"{self.path}/cpuacct.usage", encoding="ascii") as usage:
                return int(usage.read()) / 1e9
        with open(f"{self.path}/cpu.stat", encoding="ascii") as stat:
            return int(stat.readline().split()[1]) / 1e6

    def processes(self):
        with open(f"{self.path}/cgroup.procs", encoding="ascii") as procs:
            return [int(line) for line in procs]

    def empty(self):
        """Kills what is left in it."""
        deadline = time.monotonic() + 10
        while self.processes() and time.monotonic() < deadline:
            for process in self.processes():
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.02)

    def remove(self):
        self.empty()
        os.rmdir(self.path)


class Room:
    """`count` sshds on addresses 10.99.x.y, each a process of its own, for a user whose shell reads no rc files. With
    fewer `servers` than hosts, several addresses share one."""

    def __init__(self, count, build, servers=None):
        self.count = count
        self.build = build
        self.servers = servers or count
        self.name = f"lcbench-{os.getpid()}"
        self.folder = None
        self.processes = []
        self.wire = None
        self.undo = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o644):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), mode)
        return self.path(name)

    @staticmethod
    def address(number):
        return f"10.99.{number // 200}.{number % 200 + 1}"

    def addresses(self, count=None):
        return [self.address(number) for number in range(count or self.count)]

    def __enter__(self):
        try:
            self.make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def make(self):
        self.folder = tempfile.mkdtemp(prefix="labcheck-bench-")
        self.undo.append(lambda: shutil.rmtree(self.folder))
        os.chmod(self.folder, 0o755)
        os.mkdir(self.path("home"), 0o755)
        subprocess.run(["useradd", "--system", "--no-create-home", "--home-dir", self.path("home"), "--shell",
                        "/bin/sh", "--password", "*", USER], check=True)
        self.undo.append(lambda: subprocess.run(["userdel", USER], check=False, stderr=subprocess.DEVNULL))
        self.server_group = Group(f"{self.name}-s")
        self.undo.append(self.server_group.remove)
        self.client_group = Group(f"{self.name}-c")
        self.undo.append(self.client_group.remove)
        self.make_network()
        self.start_servers()

    def make_network(self):
        for side in ("s", "c"):
            ip("netns", "add", f"{self.name}-{side}")
            self.undo.append(lambda side=side: ip("netns", "del", f"{self.name}-{side}"))
            ip("-n", f"{self.name}-{side}", "link", "set", "lo", "up")
        ip("-n", f"{self.name}-s", "route", "add", "local", "10.99.0.0/16", "dev", "lo")

    def start_servers(self):
        for key in ("host_key", "client_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.path(key)], check=True)
        os.makedirs("/run/sshd", exist_ok=True)
        for number in range(self.servers):
            listens = [f"ListenAddress {self.address(host)}:{PORT}" for host in range(number, self.count, self.servers)]
            config = self.write(f"sshd-{number}", "\n".join(listens + [
                f"HostKey {self.path('host_key')}", f"AuthorizedKeysFile {self.path('client_key.pub')}",
                f"PidFile {self.path(f'pid-{number}')}", "MaxStartups 1000", "StrictModes no", "UseDNS no",
                "UsePAM no", "PasswordAuthentication no", "PrintMotd no", ""]))
            self.processes.append(self.spawn(["/usr/sbin/sshd", "-D", "-e", "-f", config], self.server_group, "s"))
        self.await_servers()

    def spawn(self, command, group, side, **more):
        """Starts a command in one of the namespaces and groups."""
        namespace = f"{self.name}-{side}"

        def prepare():
            group.join()
            enter(namespace)

        more.setdefault("stdout", subprocess.DEVNULL)
        more.setdefault("stderr", subprocess.DEVNULL)
        return subprocess.Popen(command, preexec_fn=prepare, stdin=subprocess.DEVNULL, **more)

    def await_servers(self):
        script = ("import socket, sys, time\n"
                  "deadline = time.monotonic() + 60\n"
                  "for address in sys.argv[1:]:\n"
                  "    while True:\n"
                  "        try:\n"
                  f"            socket.create_connection((address, {PORT}), 1).close()\n"
                  "            break\n"
                  "        except OSError:\n"
                  "            if time.monotonic() > deadline:\n"
                  "                sys.exit(1)\n"
                  "            time.sleep(0.05)\n")
        if self.spawn(["python3", "-c", script, *self.addresses()], self.client_group, "s").wait() != 0:
            raise RuntimeError("an sshd did not come up")

    def lay_wire(self, milliseconds):
        """Clients stand behind a wire with this round-trip time from now on; 0: on the servers' own loopback."""
        if self.wire:
            self.wire.kill()
            self.wire.wait()
            self.wire = None
        if milliseconds == 0:
            return
        self.wire = subprocess.Popen([f"{self.build}/bench_delay", f"{self.name}-c", f"{self.name}-s",
                                      str(milliseconds)], stdout=subprocess.PIPE, text=True)
        if self.wire.stdout.readline() != "ready\n":
            raise RuntimeError("there is no wire")
        for side, own, other in (("c", "10.98.0.1/32", "10.99.0.0/16"), ("s", "10.98.0.2/32", "10.98.0.1/32")):
            space = ("-n", f"{self.name}-{side}")
            ip(*space, "address", "add", own, "dev", "bench0")
            ip(*space, "link", "set", "bench0", "txqueuelen", "20000", "up")
            ip(*space, "route", "add", other, "dev", "bench0")

    def client(self, command, **more):
        """Starts a command where the clients stand."""
        return self.spawn(command, self.client_group, "c" if self.wire else "s", **more)

    def __exit__(self, *_):
        if self.wire:
            self.wire.kill()
            self.wire.wait()
        for server in self.processes:
            server.terminate()
        for server in self.processes:
            server.wait()
        while self.undo:
            self.undo.pop()()
