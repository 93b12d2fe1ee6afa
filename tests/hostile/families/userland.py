"""Real sshd, hostile userland: shells, start-up files, environments, resources, other processes of the host."""

import textwrap

from support.case import PASS, UNIDENTIFIED, Case, Result, add, expecting
from support.sshd_host import SshdHost
from support.stage import CANARY, roster

FAMILY = "userland"
NOT_RUN = "node: the script was not run: "
NO_END = "node: the script's end never came back: its shell was killed"
WRITES = "rc-noise: start-up files of trainee write: "
PLANTED = """file: {path: /srv/hostile/planted.txt, write: "${marker}"}
cleanup:
  - file: {path: /srv/hostile/planted.txt, state: absent}"""


def host(name, setup="", why=None, user="trainee", login="", config="", pam=False, size="64m", **more):
    """A case over a real sshd whose host `setup` (a script of root's) has prepared."""
    more.setdefault("seconds", 20)
    expecting(why, more)

    def start(_, stage):
        made = SshdHost(stage.folder, CANARY, setup, config, pam, size)
        stage.closing.append(made.close)
        stage.host = made
        stage.values["place"] = f"127.0.0.1:{made.port}"
        return roster(made.port, user, login)

    more.setdefault("results", PASS)
    add(Case(name, more.pop("family", FAMILY), start, **more))


def rc(text):
    """A start-up file of the trainee's shell."""
    return f"cat >/home/trainee/.bashrc <<'RC'\n{textwrap.dedent(text)}\nRC\n"


host("a good host")
host("a login shell that does nothing", "usermod -s /bin/true trainee", NOT_RUN + "its shell never started", hinders=True)
host("a login shell that prints what is wanted",
     "printf '#!/bin/sh\\ncat >/dev/null &\\necho hello\\n' >/bin/shell; chmod 755 /bin/shell; usermod -s /bin/shell trainee",
     NOT_RUN + "hello", flags=[WRITES + "hello"], hinders=True)
host("a login shell that waits for ever", "printf '#!/bin/sh\\nexec sleep 600\\n' >/bin/shell; chmod 755 /bin/shell; "
     "usermod -s /bin/shell trainee", NOT_RUN + "the shell did not start in time", flags=[UNIDENTIFIED])
host("a forced command", why=NOT_RUN + "hello", config="ForceCommand echo hello", flags=[WRITES + "hello"], hinders=True)
host("commands shadowed by functions, aliases and PATH", rc("""\
    echo() { command echo forged; }; printf() { command printf forged; }; env() { command echo forged; }
    export -f echo printf env
    shopt -s expand_aliases; alias exec='command echo forged;' echo='command echo forged'
    export PATH=/home/trainee/bin:$PATH
    """) + "mkdir /home/trainee/bin; printf '#!/bin/sh\\necho forged\\n' >/home/trainee/bin/sh; "
     "chmod 755 /home/trainee/bin/sh; ln -s sh /home/trainee/bin/echo", flags=[WRITES + "forged"])
host("BASH_ENV and ENV that forge", rc("export ENV=/home/trainee/evil BASH_ENV=/home/trainee/evil") +
     "echo 'echo forged; exit 0' >/home/trainee/evil")
host("start-up files that flood", rc("yes welcome"), NOT_RUN + "more than 1024 KiB came before it started",
     flags=[WRITES + "welcome"])
host("start-up files that forge an answer and leave", rc("printf '\\036deadbeef 1 1\\nhello\\n'; exit 0"),
     NOT_RUN + "\\x1edeadbeef 1 1", flags=[WRITES + "\\x1edeadbeef 1 1"], hinders=True)
host("start-up files that keep the input for themselves", rc("cat >/home/trainee/stolen; exit 0"),
     NOT_RUN + "the shell did not start in time", flags=[UNIDENTIFIED])

BESIDE = """cat >/bin/beside <<'B'
#!/bin/bash
%s
B
chmod 755 /bin/beside
setsid su -s /bin/bash trainee -c /bin/beside >/dev/null 2>&1 &
sleep 0.5
"""
KILLER = """while :; do
for p in /proc/[0-9]*; do { read -r name <$p/comm; } 2>/dev/null && [ "$name" = sh ] && kill -9 ${p#/proc/}; done
done"""
LASTING = """command: {run: "sleep 1; echo hello"}
expect: {out: hello}"""

PRELOAD = """cat >/etc/preload.c <<'C'
#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void forge(void) { %s }
C
cc -shared -fPIC -o /etc/preload.so /etc/preload.c
"""
EVERYWHERE = "echo LD_PRELOAD=/etc/preload.so >>/etc/environment"
host("LD_PRELOAD in /etc/environment that prints", PRELOAD % 'puts("preloaded"); fflush(stdout);' + EVERYWHERE, pam=True,
     flags=[WRITES + "preloaded"])
host("LD_PRELOAD in /etc/environment that forges", PRELOAD % 'puts("hello"); fflush(stdout); _Exit(0);' + EVERYWHERE,
     NOT_RUN + "hello", pam=True, flags=[WRITES + "hello"], hinders=True)
host("LD_PRELOAD in ~/.ssh/environment", PRELOAD % 'puts("preloaded"); fflush(stdout);' +
     "mkdir -p /home/trainee/.ssh; echo LD_PRELOAD=/etc/preload.so >/home/trainee/.ssh/environment",
     config="PermitUserEnvironment yes", flags=[WRITES + "preloaded"])
host("/etc/ld.so.preload", PRELOAD % "" + "rm -rf /etc/ld.so.preload; echo /etc/preload.so >/etc/ld.so.preload",
     flags=["preload: /etc/ld.so.preload loads into every program: /etc/preload.so"])
host("a fork bomb", rc("ulimit -u 60") + BESIDE % """\
    ulimit -u 60
    bomb() { bomb | bomb & }
    while :; do bomb; sleep 0.01; done
    """, seconds=40, flags=["?hindered: the script did not start: /bin/sh: 0: Cannot fork"],
     # The bomb may leave a place free just when a probe wants one.
     results={"hello": Result("error|pass", "node: the script did not start: /bin/sh: 0: Cannot fork")})
host("MaxSessions 1", config="MaxSessions 1", checks={f"c{at}": "{command: [echo, hello], expect: {out: hello}}"
                                                     for at in range(6)},
     results={f"c{at}": Result("pass") for at in range(6)})
host("MaxStartups 1", config="MaxStartups 1")
host("no forwarding by a real sshd", config="AllowTcpForwarding no",
     flags=["hindered: sshd forbids forwarding: services can't be seen from this host"], checks={
    "hello": 'on: node\ntcp: "10.9.9.9:22"\ntimeout: 3s\nexpect: {connected: true}'}, why="node: sshd forbids forwarding")
host("its shells killed from beside", BESIDE % KILLER, "node: the script…", checks={"hello": LASTING}, hinders=True)
host("a /tmp that nobody may enter", "chmod 000 /tmp")
host("a full disk", "mkdir /srv/hostile; dd if=/dev/zero of=/filler bs=1M 2>/dev/null || true", size="24m", user="root", checks={
    "hello": PLANTED},
     why="node: can't write into /srv/hostile (/bin/sh: …: printf: printf: I/O error)")
host("a read-only home", "mount -t tmpfs -o ro none /home/trainee")
host("a clock that jumps", "mv /bin/date /bin/date.real; printf '#!/bin/sh\\nnow=$(/bin/date.real +%%s)\\n"
     "echo $((now + now %% 7 * 86400 + 86400)).0\\n' >/bin/date; chmod 755 /bin/date",
     flags=["clock-skew: the host's clock is … s ahead (give or take … s)"])
