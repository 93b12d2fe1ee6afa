"""A real sshd over a throw-away copy of this very system: an overlay of its own in namespaces of its own. A case may
replace shells, break /tmp or start a fork bomb, and all of it ends with the case."""

import os
import pathlib
import socket
import subprocess
import textwrap
import time

CONFIG = """ListenAddress 127.0.0.1:{port}
HostKey /etc/hostile/host_key
PidFile none
StrictModes no
UseDNS no
PrintMotd no
PermitRootLogin yes
PasswordAuthentication yes
KbdInteractiveAuthentication no
Subsystem sftp internal-sftp
"""

# $1: an empty folder, $2: the port, $3: bytes of room on the root file system
START = r"""set -eu
mount -t tmpfs -o "size=$3" none "$1"
mkdir "$1/up" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$1/root"
cd "$1/root"
mount --rbind /dev dev
mount -t proc proc proc
mount -t tmpfs none run
mount -t tmpfs none tmp
chmod 1777 tmp
mkdir -p run/sshd etc/hostile
ssh-keygen -q -t ed25519 -N '' -f etc/hostile/host_key
rm -f etc/nologin root/.bashrc root/.profile
cp "$1.setup" etc/hostile/setup
chroot . /bin/sh -eu etc/hostile/setup
exec chroot . /usr/sbin/sshd -D -e -f /etc/hostile/sshd_config
"""


class Unavailable(Exception):
    """This machine does not let us build such a host."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class SshdHost:
    """`setup` is a script that runs inside, as root, before sshd starts; users `trainee` and root have the case's
    password."""

    def __init__(self, folder, password, setup="", config="", pam=False, size="64m"):
        self.port, self.folder = free_port(), pathlib.Path(folder)
        self.root = self.folder / "overlay"
        self.root.mkdir()
        text = f"{config}\nUsePAM {'yes' if pam else 'no'}\n{CONFIG.format(port=self.port)}"
        script = textwrap.dedent(f"""\
            cat >/etc/hostile/sshd_config <<'END'
            {{config}}
            END
            id trainee >/dev/null 2>&1 || useradd -m -u 47351 -s /bin/bash trainee
            printf 'root:%s\\ntrainee:%s\\n' '{password}' '{password}' | chpasswd
            """).replace("{config}", text)
        (self.folder / "overlay.setup").write_text(script + textwrap.dedent(setup))
        self.log = self.folder / "sshd.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "/bin/bash", "-c",
                 START, "start", str(self.root), str(self.port), size],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.wait()

    def wait(self):
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.close()
        raise Unavailable(self.log.read_text(errors="replace")[-800:])

    def file(self, path):
        """A file as it stands inside, or None."""
        inside = pathlib.Path(f"/proc/{self.inside()}/root") / path.lstrip("/")
        return inside.read_text() if inside.is_file() and not inside.is_symlink() else None

    def inside(self):
        """The process that became sshd."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def close(self):
        self.process.kill()  # unshare takes its child along, and with it everything of its namespace
        self.process.wait()
