"""The lab in which the canaries are planted: users, an sshd, services that echo what they are told."""

import base64
import contextlib
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "hostile"))

from families import databases  # noqa: E402
from support.service import Service  # noqa: E402


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, **more)


def private_folders(work):
    """Empty, private memory in place of all that a host's programs may write to."""
    for folder in ("/tmp", "/var/tmp", "/home", "/mnt", "/var/log", "/run/lock"):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        run("mount", "-t", "tmpfs", "-o", "mode=0755", "secrets", folder)
    for folder in ("/tmp", "/var/tmp"):
        os.chmod(folder, 0o1777)
    work.mkdir(mode=0o700)
    pathlib.Path("/run/sshd").mkdir(parents=True, exist_ok=True)


def add_users(work, users):
    """Users with passwords, known in this namespace only. `users`: name → (password, whether sudo wants one)."""
    rules = ""
    texts = {name: pathlib.Path(name).read_text() for name in ("/etc/passwd", "/etc/shadow")}
    for number, (name, (password, sudo)) in enumerate(users.items(), 6100):
        hashed = run("openssl", "passwd", "-6", "-stdin", input=password.encode()).stdout.decode().strip()
        texts["/etc/passwd"] += f"{name}:x:{number}:{number}::/home/{name}:/bin/sh\n"
        texts["/etc/shadow"] += f"{name}:{hashed}:19000:0:99999:7:::\n"
        home = pathlib.Path("/home", name)
        home.mkdir()
        os.chown(home, number, number)
        rules += f"{name} ALL=(ALL) ALL\n" if sudo else ""
    for name, text in texts.items():
        copy = work / name.rsplit("/", 1)[1]
        copy.write_text(text)
        copy.chmod(0o600 if name == "/etc/shadow" else 0o644)
        run("mount", "--bind", str(copy), name)
    sudoers = work / "sudoers.d"
    sudoers.mkdir()
    (sudoers / "secrets").write_text("Defaults !fqdn\n" + rules)
    (sudoers / "secrets").chmod(0o440)
    run("mount", "--bind", str(sudoers), "/etc/sudoers.d")


def start_sshd(work, keys):
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(work / "host_key"))
    authorized = pathlib.Path("/home/authorized_keys")
    authorized.write_text("".join(pathlib.Path(f"{key}.pub").read_text() for key in keys))
    authorized.chmod(0o644)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    config = work / "sshd_config"
    config.write_text(f"ListenAddress 127.0.0.1:{port}\nHostKey {work}/host_key\nAuthorizedKeysFile {authorized}\n"
                      "PidFile none\nStrictModes no\nPermitRootLogin yes\nUseDNS no\nUsePAM yes\nLogLevel DEBUG3\n"
                      "PasswordAuthentication yes\nKbdInteractiveAuthentication no\nMaxStartups 100\n")
    with open("/var/log/sshd", "wb") as log:
        sshd = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", str(config)], stderr=log, stdin=subprocess.DEVNULL)
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return port, sshd
        time.sleep(0.1)
    raise RuntimeError("sshd does not come up")


def echoes(text):
    """What a talkative service makes of what it was told."""
    encoded = base64.b64encode(text.encode()).decode()
    yield text
    yield json.dumps({"you said": text})
    yield json.dumps(text, ensure_ascii=False).replace("/", "\\/")
    yield urllib.parse.quote(text, safe="")
    yield urllib.parse.quote_plus(text)
    yield encoded
    yield "\n".join(encoded[at:at + 16] for at in range(0, len(encoded), 16))
    yield text.encode().hex()
    yield "\n".join(text[at:at + 9] for at in range(0, len(text), 9))
    yield text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("'", "&#39;")


def http_echo(connection):
    """Echoes head and body in every way; `/part/N` gives half of the password only."""
    data = connection.head()
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode(errors="replace").split("\r\n")
    length = next((int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length")), 0)
    body += connection.exactly(length - len(body)) if len(body) < length else b""
    given = [line.split(" ")[-1] for line in lines if line.lower().startswith("authorization")]
    password = base64.b64decode(given[0]).decode().split(":", 1)[1] if given else ""
    path = lines[0].split(" ")[1]
    if path.startswith("/part/"):
        middle = len(password) // 2 - 4
        said = password[:middle] if path.endswith("1") else password[middle:]
    else:
        told = "\n".join(lines) + "\n" + body.decode(errors="replace")
        said = told + "\n" + "\n".join(echo for part in (password, body.decode(errors="replace"), path) if part
                                       for echo in echoes(part))
    payload = said.encode()
    connection.send(b"HTTP/1.1 200 OK\r\nX-Echo: " + urllib.parse.quote(password).encode() + b"\r\nContent-Length: "
                    + str(len(payload)).encode() + b"\r\nConnection: close\r\n\r\n" + payload)


def sql_echo(connection):
    """A server whose error messages quote the statement, cut in the middle of what it quotes."""
    sequence, statement = databases.log_in(connection)
    quoted = statement[1:]
    while statement[:1] == b"\x03":
        message = b"near '" + quoted[:len(quoted) - 9] + b"' and '" + quoted + b"' at line 1"
        connection.send(databases.mysql(1, b"\xff" + struct.pack("<H", 1064) + b"#42000" + message))
        sequence, statement = databases.packet(connection)
        quoted = statement[1:]


class Lab:
    """All of it, running."""

    def __init__(self, work, users, keys):
        add_users(work, users)
        self.port, self.sshd = start_sshd(work, keys)
        self.http = Service(http_echo, "127.0.0.1").port
        self.sql = Service(sql_echo, "127.0.0.1").port

    def close(self):
        self.sshd.terminate()
        self.sshd.wait()


__all__ = ["Lab", "private_folders", "run", "threading"]
