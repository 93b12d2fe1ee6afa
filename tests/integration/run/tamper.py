#!/usr/bin/env python3
"""Touches copies of a signed ledger at random places and requires `labcheck verify` to name each touched record.

Usage: tamper.py PROGRAM LEDGER COUNT SEED PUBLIC-KEY…
"""
import collections
import random
import re
import shutil
import sqlite3
import subprocess
import sys

COLUMNS = ("seq", "kind", "candidate", "time", "body", "payload", "owner", "salt", "chain")
PROMISES = {b"run", b"rejudging", b"signature"}
TEXTS = ("kind", "candidate", "body")


def open_ledger(path):
    database = sqlite3.connect(path, isolation_level=None)
    database.text_factory = bytes
    database.execute("PRAGMA synchronous=OFF")
    return database


def rows_of(path):
    database = open_ledger(path)
    try:
        return database.execute(f"SELECT {', '.join(COLUMNS)} FROM record ORDER BY seq").fetchall()
    finally:
        database.close()


def touch(path, change):
    """Runs `change` with the triggers out of the way, and puts them back as they were."""
    database = open_ledger(path)
    triggers = [(name.decode(), sql.decode())
                for name, sql in database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")]
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    change(database)
    for _, sql in triggers:
        database.execute(sql)
    database.close()


def set_column(database, seq, column, value):
    slot = "CAST(? AS TEXT)" if column in TEXTS else "?"
    database.execute(f"UPDATE record SET {column} = {slot} WHERE seq = ?", (value, seq))


def flip_in_record(path, rows, chance):
    """One bit of one column. Gives the touched numbers, and whether no other may be named."""
    row = chance.choice(rows)
    seq = row[0]
    column = chance.choice([name for name, value in zip(COLUMNS, row) if value != b""])
    value = row[COLUMNS.index(column)]
    if isinstance(value, int):
        changed = value ^ (1 << chance.randrange(40))
        if column == "seq" and any(other[0] == changed for other in rows):
            return swap_records(path, rows, chance)
    else:
        changed = bytearray(value)
        changed[chance.randrange(len(value))] ^= 1 << chance.randrange(8)
        changed = bytes(changed)
    touch(path, lambda database: set_column(database, seq, column, changed))
    # Who signs is named by record 1 and by a re-judging: touching them or a signature breaks more than themselves.
    only = column != "seq" and row[COLUMNS.index("kind")] not in PROMISES
    return f"bit of {column} of record {seq}", {seq}, {seq} if only else None


def delete_record(path, rows, chance):
    seq = chance.choice(rows)[0]
    touch(path, lambda database: database.execute("DELETE FROM record WHERE seq = ?", (seq,)))
    return f"record {seq} deleted", {seq}, None


def swap_records(path, rows, chance):
    """Exchanges two records, with their chain values or without."""
    one, other = sorted(chance.sample(rows, 2))
    columns = COLUMNS[1:] if chance.random() < 0.5 else COLUMNS[1:-1]
    if all(one[COLUMNS.index(name)] == other[COLUMNS.index(name)] for name in columns):
        return delete_record(path, rows, chance)

    def change(database):
        for name in columns:
            set_column(database, one[0], name, other[COLUMNS.index(name)])
            set_column(database, other[0], name, one[COLUMNS.index(name)])

    touch(path, change)
    only = not {one[COLUMNS.index("kind")], other[COLUMNS.index("kind")]} & PROMISES
    both = {one[0], other[0]}
    return f"records {one[0]} and {other[0]} exchanged ({len(columns)} columns)", both, both if only else None


def insert_record(path, rows, chance):
    """A copy of some record, or one of the forger's own, in a place where those behind it make room, or at the end."""
    at = chance.randrange(1, len(rows) + 2)
    row = list(chance.choice(rows))
    if chance.random() < 0.5:
        row[COLUMNS.index("body")] = b'{"candidate":"c01","code":"forged","host":"","message":""}'
        row[COLUMNS.index("kind")] = b"flag"

    def change(database):
        database.execute("UPDATE record SET seq = -seq WHERE seq >= ?", (at,))
        database.execute("UPDATE record SET seq = 1 - seq WHERE seq < 0")
        slots = ", ".join("CAST(? AS TEXT)" if name in TEXTS else "?" for name in COLUMNS)
        database.execute(f"INSERT INTO record ({', '.join(COLUMNS)}) VALUES ({slots})", [at] + row[1:])

    touch(path, change)
    # Of a record and its copy in front of it nobody can tell which was first: the later one is the one too many.
    twin = at <= len(rows) and tuple(row[1:]) == rows[at - 1][1:]
    return f"a record inserted as number {at}", {at + twin}, None


def flip_in_file(path, chance):
    with open(path, "r+b") as file:
        size = file.seek(0, 2)
        at, bit = chance.randrange(size), chance.randrange(8)
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << bit)]))
    return f"bit {bit} of byte {at} of the file"


def verify(program, path, keys):
    command = [program, "verify", path]
    for key in keys:
        command += ["--key", key]
    ran = subprocess.run(command, capture_output=True, timeout=60)
    text = ran.stdout.decode(errors="replace")
    named = set()
    for first, last in re.findall(r"^records? (-?\d+)(?: to (-?\d+))?: ", text, re.MULTILINE):
        # A range is open-ended where a record's own number was changed to a huge one.
        named.update(range(int(first), min(int(last or first), int(first) + 10_000) + 1))
    return ran.returncode, named, text + ran.stderr.decode(errors="replace")


def touch_and_verify(program, ledger, keys, rows, what, chance, done):
    """What is wrong with the answer, or nothing."""
    copy = "touched.labcheck"
    shutil.copy(ledger, copy)
    if what == "file":
        told = flip_in_file(copy, chance)
        code, _, text = verify(program, copy, keys)
        # What is sealed is what the ledger says. Bytes that hold no record (free space, SQLite's own notes) may change
        # nothing that is read: "good" is then right, and only then.
        done["unread bytes"] += code == 0
        good = code in (1, 2) or (code == 0 and rows_of(copy) == rows)
        return None if good else f"{told}: exit {code}\n{text}"
    touches = {"flip": flip_in_record, "delete": delete_record, "swap": swap_records, "insert": insert_record}
    told, touched, only = touches[what](copy, rows, chance)
    code, named, text = verify(program, copy, keys)
    if code != 1 or not touched <= named:
        return f"{told}: exit {code}, named {sorted(named)[:20]}\n{text}"
    if only is not None and named != only:
        return f"{told}: others are blamed too: {sorted(named - only)[:20]}\n{text}"
    return None


def main():
    program, ledger, count, seed, *keys = sys.argv[1:]
    chance = random.Random(int(seed))
    rows = rows_of(ledger)
    done = collections.Counter()
    missed = 0
    for number in range(int(count)):
        what = ("flip", "delete", "swap", "insert", "file")[number % 5]
        problem = touch_and_verify(program, ledger, keys, rows, what, chance, done)
        done[what] += 1
        if problem:
            missed += 1
            print("FAILED " + problem)
    print(f"{len(rows)} records; {done['flip']} bits flipped in records, {done['delete']} deletions, "
          f"{done['swap']} exchanges, {done['insert']} insertions, {done['file']} bits flipped in the file "
          f"({done['unread bytes']} of them in bytes that hold no record); {missed} missed (seed {seed})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
