"""Files that labcheck plants, and who waits for them beside."""

from families.userland import PLANTED, host
from support.case import Result

RACE = """mkdir -p /srv/hostile
cat >/bin/race <<'R'
#!/bin/bash
while :; do
  ln -sfn /etc/victim /srv/hostile/planted.txt
  for temp in /srv/hostile/.labcheck.*; do ln -sfn /etc/victim "$temp"; done
done
R
chmod 755 /bin/race
echo untouched >/etc/victim
"""
BESIDE = "setsid /bin/race >/dev/null 2>&1 &\nsleep 0.3\n"


def victim_untouched(_, stage):
    found = stage.host.file("/etc/victim")
    return [] if found == "untouched\n" else [f"/etc/victim holds {found!r}"]


WRITTEN = {"hello": PLANTED}
host("a planted file's place is a link", RACE + "ln -s /etc/victim /srv/hostile/planted.txt", user="root", family="files",
     checks=WRITTEN, after=victim_untouched)
host("a planted file's place becomes a link again and again", RACE + BESIDE, user="root", family="files",
     checks=WRITTEN, results={"hello": Result("pass|error", "node: …")}, flags=["?not-restored: …"], after=victim_untouched)
host("a planted file's folder is a link to nowhere", RACE + "rm -r /srv/hostile; ln -s /nowhere /srv/hostile", user="root",
     family="files", checks=WRITTEN,
     results={"hello": Result("fail", "node: expected done true, found false (there is no folder /srv/hostile)")})
host("a planted file that can't be changed", RACE + "touch /srv/hostile/planted.txt; chattr +i /srv/hostile", user="root",
     family="files", checks=WRITTEN, why="node: can't make a file in /srv/hostile (/bin/sh: …: cannot create "
     "/srv/hostile/.labcheck.…: Operation not permitted)",
     flags=["not-restored: …: can't remove the file: Operation not permitted"])
host("a file of 1 TB", "mkdir /srv/hostile; truncate -s 1T /srv/hostile/huge || truncate -s 8G /srv/hostile/huge",
     user="root", family="files", checks={"hello": "file: {path: /srv/hostile/huge, read: true}\nexpect: {content: hello}"},
     why="node: the file holds more than the 64 KiB that are read")
host("a pipe in a file's place", "mkdir /srv/hostile; mkfifo /srv/hostile/pipe", user="root", family="files",
     checks={"hello": "file: {path: /srv/hostile/pipe, read: true}\ntimeout: 2s\nexpect: {content: hello}"},
     results={"hello": Result("fail", "node: expected content 'hello', found nothing")})
