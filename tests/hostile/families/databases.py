"""Database servers of a candidate that speak MariaDB's or PostgreSQL's protocol to do harm."""

import struct

from support.service import asked, service
from support.stage import CANARY

FAMILY = "databases"
MARIADB = asked('sql: {engine: mariadb, host: 127.0.0.2, port: "${port}", user: root, password: "${pw}", '
                'query: "select 1"}', '{value: "1"}')
POSTGRESQL = MARIADB.replace("mariadb", "postgresql")


TOO_MUCH = "agent: 127.0.0.2:{port} sent more than is taken"
TOO_MANY = "agent: more rows than are taken"
TOO_LATE = "agent: no whole answer from 127.0.0.2:{port} in time"
NOT_KNOWN = ("agent: the server asks for a login that would show it the password or is not known here (known are "
             "mysql_native_password,caching_sha2_password,client_ed25519)")


def nothing(words):
    return f"agent: expected value '1', found nothing ({words})"


def mysql(sequence, payload):
    return struct.pack("<I", len(payload))[:3] + bytes([sequence]) + payload


def greeting(capabilities=0x81BFF7DF, plugin=b"mysql_native_password"):
    low, high = struct.pack("<H", capabilities & 0xFFFF), struct.pack("<H", capabilities >> 16)
    return mysql(0, b"\x0a5.5.5-10.11.6-MariaDB\0" + struct.pack("<I", 7) + b"A" * 8 + b"\0"
                 + low + b"\x2d\x02\x00" + high + b"\x15" + b"\0" * 10 + b"B" * 12 + b"\0" + plugin + b"\0")


OK_PACKET = b"\x00\x00\x00\x02\x00\x00\x00"
EOF_PACKET = b"\xfe\x00\x00\x02\x00"


def packet(connection):
    head = connection.exactly(4)
    return head[3], connection.exactly(int.from_bytes(head[:3], "little"))


def log_in(connection):
    connection.send(greeting())
    sequence, _ = packet(connection)
    connection.send(mysql(sequence + 1, OK_PACKET))
    return packet(connection)


def text(data):
    return bytes([len(data)]) + data


def column(name=b"1"):
    return text(b"def") + text(b"") * 3 + text(name) * 2 + b"\x0c\x2d\x00\xff\x00\x00\x00\xfd\x00\x00\x00\x00\x00"


def no_file(served):
    return ["a file of the agent's was sent"] if b"root:" in bytes(served.sent) else []


def no_password(served):
    return ["the password was sent in clear text"] if CANARY.encode() in bytes(served.sent) else []


@service("asks for a local file as the answer to a statement", FAMILY, MARIADB, "error", TOO_LATE, after=no_file)
def file_for_statement(connection):
    log_in(connection)
    connection.send(mysql(1, b"\xfb/etc/passwd"))
    connection.wait()


@service("asks for a local file as the answer to the login", FAMILY, MARIADB, "fail",
         nothing("the server's answer to the login can't be read"), after=no_file)
def file_for_login(connection):
    connection.send(greeting())
    sequence, _ = packet(connection)
    connection.send(mysql(sequence + 1, b"\xfb/etc/passwd"))
    connection.wait()


def switches(plugin, after=no_password):
    @service(f"switches the login to {plugin}", FAMILY, MARIADB, "error", NOT_KNOWN, after=after)
    def switch(connection):
        connection.send(greeting())
        sequence, _ = packet(connection)
        connection.send(mysql(sequence + 1, b"\xfe" + plugin.encode() + b"\0" + b"\0"))
        connection.wait()


switches("mysql_clear_password")
switches("dialog")
switches("../../../../tmp/hostile")
switches("sha256_password")


@service("greets with mysql_clear_password", FAMILY, MARIADB, "error", NOT_KNOWN, after=no_password)
def greets_with_clear_password(connection):
    connection.send(greeting(plugin=b"mysql_clear_password"))
    sequence, _ = packet(connection)
    connection.send(mysql(sequence + 1, b"\xfemysql_clear_password\0"))
    connection.wait()


@service("switches the login for ever", FAMILY, MARIADB, "error", TOO_LATE, after=no_password)
def switches_for_ever(connection):
    connection.send(greeting())
    while True:
        sequence, _ = packet(connection)
        connection.send(mysql((sequence + 1) % 256, b"\xfemysql_native_password\0" + b"C" * 20 + b"\0"))


@service("rows of MariaDB without end", FAMILY, MARIADB, "error", TOO_MANY)
def endless_rows(connection):
    log_in(connection)
    connection.send(mysql(1, b"\x01") + mysql(2, column()) + mysql(3, EOF_PACKET))
    sequence = 4
    while True:
        rows = b"".join(mysql((sequence + at) % 256, text(b"x" * 200)) for at in range(256))
        connection.send(rows)


@service("a row of MariaDB of 1 GiB", FAMILY, MARIADB, "error", TOO_MUCH)
def giant_row(connection):
    log_in(connection)
    connection.send(mysql(1, b"\x01") + mysql(2, column()) + mysql(3, EOF_PACKET))
    sequence = 4
    while True:
        connection.send(mysql(sequence % 256, b"\xfd\xff\xff\xff" + b"x" * (0xFFFFFF - 4)))
        sequence += 1


@service("columns of MariaDB without end", FAMILY, MARIADB, "error", TOO_MUCH)
def endless_columns(connection):
    log_in(connection)
    connection.send(mysql(1, b"\xfd\xff\xff\xff"))
    sequence = 2
    while True:
        connection.send(mysql(sequence % 256, column(b"c" * 200)))
        sequence += 1


@service("fewer columns of MariaDB than said", FAMILY, MARIADB, "fail", nothing("the server's answer can't be read"))
def fewer_columns(connection):
    log_in(connection)
    connection.send(mysql(1, b"\x05") + mysql(2, column()) + mysql(3, EOF_PACKET) + mysql(4, text(b"1"))
                    + mysql(5, EOF_PACKET))


@service("a row of MariaDB with a length beyond its end", FAMILY, MARIADB, "fail",
         nothing("the server's answer can't be read"))
def overlong_field(connection):
    log_in(connection)
    connection.send(mysql(1, b"\x01") + mysql(2, column()) + mysql(3, EOF_PACKET) + mysql(4, b"\xfe" + b"\xff" * 8)
                    + mysql(5, EOF_PACKET))


@service("packets of MariaDB out of order", FAMILY, MARIADB, "fail", nothing("Lost connection to server during query"))
def out_of_order(connection):
    log_in(connection)
    connection.send(mysql(77, b"\x01") + mysql(3, column()))


@service("garbage for a MariaDB greeting", FAMILY, MARIADB, "fail",
         nothing("Lost connection to server at 'handshake: reading initial communication packet'"))
def garbage_greeting(connection):
    connection.send(b"\xff" * 65_536)
    connection.wait()


@service("a MariaDB greeting of version 255 without an end", FAMILY, MARIADB, "error", NOT_KNOWN)
def unended_greeting(connection):
    connection.send(mysql(0, b"\x0a" + b"x" * 70_000))
    connection.wait()


@service("a MariaDB refusal of 1 MiB with escapes", FAMILY, MARIADB, "fail",
         nothing("Lost connection to server at 'reading authorization packet'"))
def long_refusal(connection):
    connection.send(greeting())
    sequence, _ = packet(connection)
    connection.send(mysql(sequence + 1, b"\xff\x15\x04#28000\x1b[2J\x1b]0;owned\x07" + b"x" * (1 << 20)))
    connection.wait()


def pg(kind, payload):
    return kind + struct.pack(">I", len(payload) + 4) + payload


AUTH_OK = pg(b"R", struct.pack(">I", 0))
READY = pg(b"Z", b"I")
DESCRIPTION = pg(b"T", struct.pack(">H", 1) + b"a\0" + struct.pack(">IHIHIH", 0, 0, 25, 0xFFFF, 0xFFFFFFFF, 0))


def startup(connection):
    return connection.exactly(struct.unpack(">I", connection.exactly(4))[0] - 4)


def pg_log_in(connection):
    startup(connection)
    connection.send(AUTH_OK + pg(b"S", b"server_version\x0015.6\0") + pg(b"K", b"\0" * 8) + READY)
    connection.receive()


def data_row(value):
    return pg(b"D", struct.pack(">HI", 1, len(value)) + value)


def begin_rows(connection):
    pg_log_in(connection)
    connection.send(pg(b"1", b"") + pg(b"2", b"") + DESCRIPTION)


@service("notices of PostgreSQL without end at login", FAMILY, POSTGRESQL, "fail",
         nothing("expected authentication request from server, but received N"))
def endless_notices_at_login(connection):
    startup(connection)
    connection.send_for_ever(pg(b"N", b"SNOTICE\0C00000\0M\x1b[2Jhostile\0\0") * 500)


@service("notices of PostgreSQL without end for a statement", FAMILY, POSTGRESQL, "error", TOO_MUCH)
def endless_notices(connection):
    pg_log_in(connection)
    connection.send_for_ever(pg(b"N", b"SNOTICE\0C00000\0M" + b"x" * 1000 + b"\0\0") * 50)


# A slow machine gets to the deadline before the limit of what is taken.
@service("settings of PostgreSQL without end", FAMILY, POSTGRESQL, "error", "agent: …127.0.0.2:{port} …")
def endless_settings(connection):
    pg_log_in(connection)
    number = 0
    while True:
        connection.send(b"".join(pg(b"S", b"x%d\0" % (number + at) + b"y" * 200 + b"\0") for at in range(100)))
        number += 100


@service("rows of PostgreSQL without end", FAMILY, POSTGRESQL, "error", TOO_MANY)
def pg_endless_rows(connection):
    begin_rows(connection)
    connection.send_for_ever(data_row(b"x" * 200) * 200)


@service("a row of PostgreSQL of 1 GiB", FAMILY, POSTGRESQL, "error", TOO_MUCH)
def pg_giant_row(connection):
    begin_rows(connection)
    connection.send(b"D" + struct.pack(">IHI", (1 << 30) + 10, 1, 1 << 30))
    connection.send_for_ever(b"x" * 65_536)


@service("a row of PostgreSQL with a negative length", FAMILY, POSTGRESQL, "fail",
         nothing('message contents do not agree with length in message type "D"'))
def pg_negative_length(connection):
    begin_rows(connection)
    connection.send(pg(b"D", struct.pack(">Hi", 1, -77) + b"x"))
    connection.wait()


@service("a row of PostgreSQL with more fields than columns", FAMILY, POSTGRESQL, "error", TOO_LATE)
def pg_more_fields(connection):
    begin_rows(connection)
    connection.send(pg(b"D", struct.pack(">H", 60_000) + struct.pack(">I", 0) * 60_000))
    connection.wait()


@service("copies instead of answering", FAMILY, POSTGRESQL, "fail",
         nothing("the server wants to copy data, which is not done here"))
def pg_copies(connection):
    pg_log_in(connection)
    connection.send(pg(b"1", b"") + pg(b"2", b"") + pg(b"G", b"\0\0\0"))
    connection.wait()


@service("garbage for PostgreSQL's first word", FAMILY, POSTGRESQL, "fail",
         nothing("expected authentication request from server, but received \ufffd"))
def pg_garbage(connection):
    startup(connection)
    connection.send(b"\xff" * 65_536)
    connection.wait()


def asks_for_password(kind, name, outcome, why="", after=None):
    @service(name, FAMILY, POSTGRESQL, outcome, why, after=after)
    def ask(connection):
        startup(connection)
        connection.send(pg(b"R", struct.pack(">I", kind)))
        connection.exactly(struct.unpack(">I", connection.exactly(5)[1:])[0] - 4)
        connection.send(pg(b"E", b"SFATAL\0C28P01\0Mno \x1b[2J entry\0\0"))


# Whoever runs the server knows the password of its users. On the way it is as open as HTTP's: tunnels and TLS hide it.
NO_TICKET = nothing("GSSAPI continuation error: No credentials were supplied…")
asks_for_password(3, "asks for PostgreSQL's password in clear text", "fail",
                  "agent: was refused: 28P01 no \x1b[2J entry")
asks_for_password(7, "asks for a Kerberos ticket", "fail", NO_TICKET)
asks_for_password(9, "asks for SSPI", "fail", NO_TICKET)


@service("a PostgreSQL login challenge of 2^31 iterations", FAMILY, POSTGRESQL, "error",
         "agent: the server asks for 2147483647 rounds of SCRAM, more than are done here (1000000)")
def pg_scram_iterations(connection):
    startup(connection)
    connection.send(pg(b"R", struct.pack(">I", 10) + b"SCRAM-SHA-256\0\0"))
    first = connection.receive()
    nonce = first.split(b"r=")[1]
    connection.send(pg(b"R", struct.pack(">I", 11) + b"r=" + nonce + b"x,s=AAAA,i=2147483647"))
    connection.wait()
