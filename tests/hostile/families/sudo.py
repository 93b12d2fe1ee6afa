"""A sudo that lies. Whoever owns sudo gets the password: what counts is that it reaches no report, log or ledger, and
that nobody waits for ever."""

from families.userland import host
from support.case import PASS, Result

LOGIN = ", sudo: true"
REFUSED = "node: sudo as trainee: "


def sudo(name, script, why=None, **more):
    setup = f"cat >/usr/bin/sudo <<'S'\n#!/bin/bash\n{script}\nS\nchmod 4755 /usr/bin/sudo\n"
    host(name, setup, why, login=LOGIN, family="sudo", hinders=why is not None, **more)


# $4: labcheck's prompt; what follows is the command
PROMPT = 'printf %s "$4" >&2\n'

sudo("a sudo that asks and does", PROMPT + 'read -r word; shift 4; exec "$@"', results=PASS)
sudo("a sudo that shows the password", PROMPT + 'read -r word; echo "you said $word" >&2; exit 1',
     REFUSED + "refused: you said [secret]")
sudo("a sudo that shows the password and does", PROMPT + 'read -r word; echo "$word"; echo "$word" >&2; shift 4; exec "$@"',
     results=PASS)
sudo("a sudo that asks for ever", f"while :; do {PROMPT.strip()}; read -r word; done",
     REFUSED + "the password was not accepted")
sudo("a sudo that asks twice before any answer", PROMPT.replace("%s", "%s%s").replace('"$4"', '"$4" "$4"') + "sleep 60",
     REFUSED + "it asks again before it has an answer")
sudo("a sudo that says nothing", "sleep 60", REFUSED + "neither a prompt of ours nor a shell came in time")
sudo("a sudo that asks in its own words", 'printf "Password: " >&2; read -r word; sleep 60',
     REFUSED + "neither a prompt of ours nor a shell came in time: Password: ")
sudo("a sudo that floods", "yes '\x1b[2Jfor ever' >&2", REFUSED + "it says too much: \\x1b[2Jfor ever")
sudo("a sudo that stays the trainee", PROMPT + "read -r word; shift 4; exec setpriv --reuid 47351 \"$@\"",
     checks={"hello": '{command: [id, -un], expect: {out: root}}'},
     results={"hello": Result("fail", "node: expected out 'root', found 'trainee'")})
