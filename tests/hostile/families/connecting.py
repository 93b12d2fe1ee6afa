"""Before anybody is logged in: banner, key exchange, login."""

import os
import time

from support.case import MIB
from support.scripted import scripted, ssh
from support.ssh_wire import number, text

FAMILY = "connecting"
NO_BANNER = "node: banner: {place} accepts the connection but "
FAILED = "node: key exchange with {place} failed: Unable to exchange encryption keys"
FLOODS = "the host floods the connection"
NO_KEYS = "node: key exchange: {place} did not finish in time"
TRIED = ", 4 times (too many logins at once? see sshd's MaxStartups)"


def drip(peer, data):
    """One byte a second."""
    for at in range(len(data)):
        peer.wire.send_raw(data[at:at + 1])
        time.sleep(1)


@scripted("silent before its banner", FAMILY, NO_BANNER + "says nothing")
def silent_before_banner(peer):
    peer.wait()


@scripted("one byte a second of its banner", FAMILY, NO_BANNER + "does not say that it speaks SSH")
def dripping_banner(peer):
    drip(peer, peer.wire.ours + b"\r\n")


@scripted("a banner of 1 MB", FAMILY, "node: banner: {place} says more than a banner may hold")
def endless_banner(peer):
    peer.wire.send_raw(b"SSH-2.0-" + b"x" * 1_000_000)
    peer.wait()


@scripted("lines before the banner without end", FAMILY, "node: banner: {place} talks on and on, but not SSH")
def lines_before_banner(peer):
    while True:
        peer.wire.send_raw(b"welcome\r\n" * 4096)


@scripted("escapes in its banner", FAMILY, NO_KEYS)
def escapes_in_banner(peer):
    peer.wire.send_raw(b"SSH-2.0-\x1b]0;owned\x07\x1b[2J\r\n")
    peer.wait()


@scripted("silent after its banner", FAMILY, NO_KEYS)
def silent_after_banner(peer):
    peer.wire.exchange_banners()
    peer.wait()


@scripted("one byte a second in the key exchange", FAMILY, NO_KEYS)
def dripping_keys(peer):
    peer.wire.exchange_banners()
    drip(peer, peer.wire.pack(peer.wire.kexinit()))


@scripted("silent in the key exchange", FAMILY, NO_KEYS)
def silent_in_keys(peer):
    peer.wire.exchange_banners()
    peer.wire.send(peer.wire.kexinit())
    peer.wait()


def until_newkeys(peer):
    peer.wire.exchange_banners()
    ours = peer.wire.kexinit()
    peer.wire.send(ours)
    theirs = peer.wire.receive()
    peer.wire.send(peer.wire.reply(ours, theirs, peer.wire.receive()))


@scripted("silent where its new keys should come", FAMILY, NO_KEYS)
def silent_at_newkeys(peer):
    until_newkeys(peer)
    peer.wait()


@scripted("another's signature of the keys", FAMILY, FAILED)
def wrong_signature(peer):
    peer.wire.host_key.sign = lambda data: text("ssh-ed25519") + text(os.urandom(64))
    until_newkeys(peer)
    peer.wait()


@scripted("methods that nobody knows", FAMILY, FAILED + "…")
def no_common_methods(peer):
    peer.wire.exchange_banners()
    unknown = bytes([ssh.KEXINIT]) + bytes(16) + text("x-hostile") * 10 + bytes(5)
    peer.wire.send(unknown)
    peer.wait()


@scripted("a packet said to be of 4 GB", FAMILY, FAILED)
def huge_packet(peer):
    peer.wire.exchange_banners()
    peer.wire.send_raw(number(0xFFFFFFF0) + b"\x04" + os.urandom(65_536))
    peer.wait()


@scripted("a malformed list of methods", FAMILY, FAILED + "…")
def malformed_kexinit(peer):
    peer.wire.exchange_banners()
    peer.wire.send(bytes([ssh.KEXINIT]) + os.urandom(16) + number(0xFFFFFFFF) + b"curve25519-sha256" * 4)
    peer.wait()


@scripted("packets that nobody asked for, without end, in the key exchange", FAMILY,
          "node: key exchange: {place} did not finish: " + FLOODS, memory=64 * MIB)
def flood_in_keys(peer):
    peer.wire.exchange_banners()
    packet = peer.wire.pack(bytes([ssh.USERAUTH_BANNER]) + text("x" * 30_000) + text(""))
    while True:
        peer.wire.send_raw(packet)


@scripted("hangs up on everybody", FAMILY, "node: banner: {place} hung up before it said who it is" + TRIED)
def hangs_up(peer):
    peer.hang_up()


@scripted("hangs up after its banner", FAMILY, "node: key exchange: {place} hung up" + TRIED)
def hangs_up_after_banner(peer):
    peer.wire.exchange_banners()
    peer.hang_up()


@scripted("hangs up in the key exchange", FAMILY, "node: key exchange: {place} hung up" + TRIED)
def hangs_up_in_keys(peer):
    until_newkeys(peer)
    peer.hang_up()


@scripted("silent at login", FAMILY, "node: login: the host does not say which methods it offers")
def silent_at_login(peer):
    peer.handshake()
    peer.start_login()
    peer.wait()


def refused(name, why):
    """A case whose login is refused, which is flagged."""
    return scripted(name, FAMILY, "node: login as root refused: " + why, hinders=True)


@refused("hangs up at login", "tried the password; the host offers password (the host hung up)")
def hangs_up_at_login(peer):
    peer.handshake()
    peer.start_login()
    peer.refuse("password")
    peer.login_request()
    peer.hang_up()


@scripted("goodbye with escapes at login", FAMILY, "node: login: the host hung up")
def disconnects_with_escapes(peer):
    peer.handshake()
    peer.start_login()
    peer.send(bytes([ssh.DISCONNECT]) + number(2) + text("\x1b]0;owned\x07 <script>") + text(""))
    peer.wait()


@refused("refuses every login", "tried the password; the host offers password,publickey")
def refuses_login(peer):
    peer.handshake()
    peer.start_login()
    while True:
        peer.refuse("password,publickey")
        peer.login_request()


@refused("a million methods", "tried the password could not be used: the host takes none; the host offers …x-host…")
def million_methods(peer):
    peer.handshake()
    peer.start_login()
    while True:
        peer.refuse(",".join(["\x1b[2Jx-hostile"] * 2_000))
        peer.login_request()


@scripted("banners at login without end", FAMILY, "node: login: the connection broke: " + FLOODS,
          memory=64 * MIB)
def banners_at_login(peer):
    peer.handshake()
    peer.start_login()
    while True:
        peer.send(bytes([ssh.USERAUTH_BANNER]) + text("welcome\r\n" * 3_000) + text(""))


@scripted("questions at login without end", FAMILY, "node: login: no answer to the password (keyboard-interactive) "
          "in time")
def endless_questions(peer):
    peer.handshake()
    method = peer.start_login()
    while method != "keyboard-interactive":
        peer.refuse("keyboard-interactive")
        method = peer.login_request()
    while True:
        peer.send(bytes([ssh.USERAUTH_INFO_REQUEST]) + text("\x1b[2J") * 3 + number(20) + (text("Again: ") + b"\0") * 20)
        peer.wire.receive()


def ask_with_a_name_of(peer, claimed):
    """One question whose name is said to be so long and isn't there."""
    peer.handshake()
    method = peer.start_login()
    while method != "keyboard-interactive":
        peer.refuse("keyboard-interactive")
        method = peer.login_request()
    peer.send(bytes([ssh.USERAUTH_INFO_REQUEST]) + number(claimed) + b"x" * 4_000)
    peer.wait()


# libssh2 1.10 copied what lay behind the packet, and the agent died of it.
@refused("a question at login with a name of 30 MiB that isn't there", "tried the password (keyboard-interactive); the "
         "host offers keyboard-interactive")
def name_of_megabytes(peer):
    ask_with_a_name_of(peer, 30 * MIB * 1024)


@refused("a question at login with a name of 60 KiB that isn't there", "tried the password (keyboard-interactive); the "
         "host offers keyboard-interactive")
def name_of_kilobytes(peer):
    ask_with_a_name_of(peer, 60 * 1024)


@refused("4 billion questions at login", "tried the password (keyboard-interactive); the host offers "
         "keyboard-interactive")
def four_billion_questions(peer):
    peer.handshake()
    method = peer.start_login()
    while method != "keyboard-interactive":
        peer.refuse("keyboard-interactive")
        method = peer.login_request()
    peer.send(bytes([ssh.USERAUTH_INFO_REQUEST]) + text("") * 3 + number(0xFFFFFFFF) + text("Again: ") + b"\0")
    peer.wait()
