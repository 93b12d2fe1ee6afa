#!/usr/bin/env python3
"""Computes a ledger's hashes and signatures apart from labcheck, by docs/reference/ledger-format.md.

Usage: check.py vectors.json            the published vectors must come out
       check.py LEDGER [PUBLIC-KEY]     a ledger must hold; with a key, its last signature must be of that key
Needs Python 3.9 and the `cryptography` package (Debian: python3-cryptography).
"""
import base64
import hashlib
import json
import sqlite3
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

def number(value):
    return value.to_bytes(8, "big", signed=True)
def text(value):
    return number(len(value)) + value
def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def content(row):
    if row["kind"] == b"withheld":
        return row["payload"]
    return sha256(b"labcheck content 1", text(row["salt"]), number(row["time"]), text(row["kind"]),
                  text(row["candidate"]), text(row["body"]), text(row["payload"]))

def check(rows, key=None):
    """Walks the chain; gives the 32 bytes of the last signature's key."""
    signer, chain = None, sha256(b"labcheck ledger 1")
    for seq, row in enumerate(rows, 1):
        before = chain
        digest = sha256(b"labcheck record 1", number(seq), text(row["owner"]), content(row))
        chain = sha256(before, digest)
        assert row["seq"] == seq and row["chain"] == chain, f"record {seq} does not fit the chain"
        assert row.get("digest", digest) == digest and row.get("content", content(row)) == content(row), seq
        if row["kind"] == b"signature":
            body = json.loads(row["body"])
            signer = base64.b64decode(body["key"])
            message = b"labcheck signature 1" + number(seq) + before
            Ed25519PublicKey.from_public_bytes(signer).verify(base64.b64decode(body["signature"]), message)
    assert key is None or (signer == key and rows[-1]["kind"] == b"signature"), "not signed by this key to its end"
    return signer

def from_json(row):
    texts = ("kind", "candidate", "body")
    return {name: value if name in ("seq", "time") else value.encode() if name in texts else bytes.fromhex(value)
            for name, value in row.items()}

def from_file(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.text_factory = bytes
    cursor = database.execute("SELECT * FROM record ORDER BY seq")
    return [dict(zip([column[0] for column in cursor.description], row)) for row in cursor]

if sys.argv[1].endswith(".json"):
    vectors = json.load(open(sys.argv[1], encoding="utf-8"))
    for ledger in ("ledger", "export"):
        check([from_json(row) for row in vectors[ledger]], base64.b64decode(vectors["public_key"]))
else:
    check(from_file(sys.argv[1]), *(base64.b64decode(open(key).read().split()[1]) for key in sys.argv[2:]))
print("good")
