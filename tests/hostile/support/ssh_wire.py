"""The transport of SSH (RFC 4253), as far as a hostile server needs it: every packet is in the caller's hands."""

import hashlib
import hmac
import os
import struct

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

DISCONNECT, IGNORE, UNIMPLEMENTED, DEBUG, SERVICE_REQUEST, SERVICE_ACCEPT = 1, 2, 3, 4, 5, 6
KEXINIT, NEWKEYS, ECDH_INIT, ECDH_REPLY = 20, 21, 30, 31
USERAUTH_REQUEST, USERAUTH_FAILURE, USERAUTH_SUCCESS, USERAUTH_BANNER = 50, 51, 52, 53
USERAUTH_INFO_REQUEST, USERAUTH_INFO_RESPONSE = 60, 61
GLOBAL_REQUEST = 80
CHANNEL_OPEN, CHANNEL_OPEN_CONFIRMATION, CHANNEL_OPEN_FAILURE, CHANNEL_WINDOW_ADJUST = 90, 91, 92, 93
CHANNEL_DATA, CHANNEL_EXTENDED_DATA, CHANNEL_EOF, CHANNEL_CLOSE, CHANNEL_REQUEST = 94, 95, 96, 97, 98
CHANNEL_SUCCESS, CHANNEL_FAILURE = 99, 100

METHODS = ["curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256",
           "none", "none", "", ""]
BLOCK, KEY_SIZE, MAC_SIZE = 16, 16, 32
RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


class Gone(Exception):
    """The other side has ended the connection."""


def number(value):
    return struct.pack(">I", value)


def text(value):
    value = value if isinstance(value, bytes) else value.encode()
    return number(len(value)) + value


def big_number(value):
    stripped = value.lstrip(b"\0")
    return text((b"\0" if stripped[:1] >= b"\x80" else b"") + stripped)


class Reader:
    """Reads the fields of a packet."""

    def __init__(self, packet):
        self.rest = packet[1:]

    def take(self, size):
        if size > len(self.rest):
            raise Gone  # what labcheck says instead of what was wanted is that it leaves
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def number(self):
        return struct.unpack(">I", self.take(4))[0]

    def text(self):
        return self.take(self.number())

    def boolean(self):
        return self.take(1) != b"\0"


class HostKey:
    def __init__(self):
        self.private = ed25519.Ed25519PrivateKey.generate()
        self.blob = text("ssh-ed25519") + text(self.private.public_key().public_bytes(*RAW))

    def sign(self, data):
        return text("ssh-ed25519") + text(self.private.sign(data))


class Direction:
    """Cipher, MAC and sequence number of one direction; none before the first key exchange."""

    def __init__(self):
        self.sequence, self.cipher, self.key = 0, None, b""

    def mac(self, packet):
        return hmac.digest(self.key, number(self.sequence) + packet, "sha256")


class Wire:
    """One connection, seen from the server. Reading is one thread's, writing wants a lock of the caller's."""

    def __init__(self, socket, host_key):
        self.socket, self.host_key = socket, host_key
        self.out, self.into = Direction(), Direction()
        self.ours, self.theirs, self.session = b"SSH-2.0-OpenSSH_9.2p1", b"", None

    # Bytes

    def send_raw(self, data):
        try:
            self.socket.sendall(data)
        except OSError as problem:
            raise Gone from problem

    def receive_raw(self, size):
        data = b""
        while len(data) < size:
            try:
                piece = self.socket.recv(size - len(data))
            except OSError as problem:
                raise Gone from problem
            if not piece:
                raise Gone
            data += piece
        return data

    def exchange_banners(self):
        self.send_raw(self.ours + b"\r\n")
        self.receive_banner()

    def receive_banner(self):
        line = b""
        while not line.endswith(b"\n"):
            line += self.receive_raw(1)
        self.theirs = line.rstrip(b"\r\n")

    # Packets

    def pack(self, payload):
        padding = BLOCK - (len(payload) + 5) % BLOCK
        padding += BLOCK if padding < 4 else 0
        packet = number(len(payload) + padding + 1) + bytes([padding]) + payload + bytes(padding)
        mac = self.out.mac(packet) if self.out.cipher else b""
        self.out.sequence = (self.out.sequence + 1) & 0xFFFFFFFF
        return (self.out.cipher.update(packet) if self.out.cipher else packet) + mac

    def send(self, payload):
        self.send_raw(self.pack(payload))

    def receive(self):
        head = self.receive_raw(BLOCK)
        head = self.into.cipher.update(head) if self.into.cipher else head
        rest = self.receive_raw(struct.unpack(">I", head[:4])[0] + 4 - BLOCK)
        packet = head + (self.into.cipher.update(rest) if self.into.cipher else rest)
        if self.into.cipher and self.receive_raw(MAC_SIZE) != self.into.mac(packet):
            raise Gone
        self.into.sequence = (self.into.sequence + 1) & 0xFFFFFFFF
        return packet[5:len(packet) - packet[4]]

    # Key exchange

    def kexinit(self):
        return bytes([KEXINIT]) + os.urandom(16) + b"".join(text(names) for names in METHODS) + bytes(5)

    def await_kexinit(self, aside):
        packet = self.receive()
        while packet[0] != KEXINIT:
            aside(packet)
            packet = self.receive()
        return packet

    def reply(self, ours, theirs, init):
        """The reply to ECDH_INIT; its keys are kept for `take_keys`."""
        secret = x25519.X25519PrivateKey.generate()
        public = secret.public_key().public_bytes(*RAW)
        point = Reader(init).text()
        shared = secret.exchange(x25519.X25519PublicKey.from_public_bytes(point))
        digest = hashlib.sha256(b"".join(map(text, (self.theirs, self.ours, theirs, ours, self.host_key.blob, point,
                                                    public))) + big_number(shared)).digest()
        self.session = self.session or digest
        self.keys = lambda letter, size: hashlib.sha256(
            big_number(shared) + digest + letter + self.session).digest()[:size]
        return bytes([ECDH_REPLY]) + text(self.host_key.blob) + text(public) + text(self.host_key.sign(digest))

    def take_keys(self, direction, vector, cipher, mac):
        """From now on this direction uses the keys that were agreed on."""
        machine = Cipher(algorithms.AES(self.keys(cipher, KEY_SIZE)), modes.CTR(self.keys(vector, BLOCK)))
        direction.cipher = machine.encryptor()
        direction.key = self.keys(mac, MAC_SIZE)

    def send_newkeys(self):
        self.send(bytes([NEWKEYS]))
        self.take_keys(self.out, b"B", b"D", b"F")

    def receive_newkeys(self):
        self.receive()
        self.take_keys(self.into, b"A", b"C", b"E")

    def exchange_keys(self, aside=lambda packet: None):
        """A whole key exchange; `aside` gets what the client had sent before it took notice."""
        ours = self.kexinit()
        self.send(ours)
        theirs = self.await_kexinit(aside)
        self.send(self.reply(ours, theirs, self.receive()))
        self.send_newkeys()
        self.receive_newkeys()
