"""Logged in: channels that don't open, windows that don't, keys changed again and again, packets out of place."""

import time

from support import ssh_wire as ssh
from support.case import MIB, PASS, UNIDENTIFIED, Result
from support.scripted import scripted, shells, until_login
from support.ssh_peer import WINDOW
from support.ssh_wire import HostKey, number, text

FAMILY = "channels"
NOT_RUN = "node: the script was not run: "
LATE = "node: channel: it could not be opened in time"


@scripted("silent where a channel should open", FAMILY, LATE, seconds=20)
def silent_at_open(peer):
    until_login(peer)
    peer.wait()


@scripted("refuses every channel", FAMILY, "node: sshd opens no further channel: Channel open failure (resource shortage), "
          "12 times (see sshd's MaxSessions)", seconds=20, hinders=True)
def refuses_channels(peer):
    until_login(peer)
    while True:
        packet = peer.wire.receive()
        if packet[0] == ssh.CHANNEL_OPEN:
            peer.reject(packet, words="\x1b[2Jresource shortage")


@scripted("refuses every command", FAMILY, "node: channel: Unable to complete request for channel-process-startup",
          hinders=True)
def refuses_commands(peer):
    until_login(peer)
    while True:
        packet = peer.wire.receive()
        if packet[0] == ssh.CHANNEL_OPEN:
            peer.accept(packet)
        elif packet[0] == ssh.CHANNEL_REQUEST:
            peer.channels[ssh.Reader(packet).number()].simple(ssh.CHANNEL_FAILURE)


@scripted("silent where a command should start", FAMILY, LATE, seconds=20)
def silent_at_command(peer):
    until_login(peer)
    peer.accept(peer.next_packet(ssh.CHANNEL_OPEN))
    peer.wait()


@shells("silent after a command's start", FAMILY, NOT_RUN + "the shell did not start in time", seconds=20,
        flags=[UNIDENTIFIED])
def silent_after_command(channel):
    time.sleep(60)


@scripted("a window that never opens", FAMILY, NOT_RUN + "the host took no input in time", seconds=20,
          flags=[UNIDENTIFIED])
def no_window(peer):
    until_login(peer)
    peer.window = 0
    peer.serve(lambda channel: time.sleep(60))


@scripted("windows of 64 bytes", FAMILY, results=PASS)
def tiny_windows(peer):
    until_login(peer)
    peer.window = 64

    def handler(channel):
        put = channel.input.put

        def refill(data):
            put(data)
            if data:
                peer.send(bytes([ssh.CHANNEL_WINDOW_ADJUST]) + number(channel.theirs) + number(len(data)))

        channel.input.put = refill
        channel.end(channel.run())

    peer.serve(handler)


@shells("a window of 4 GB on top of another", FAMILY, results=PASS)
def window_overflow(channel):
    for _ in range(8):
        channel.peer.send(bytes([ssh.CHANNEL_WINDOW_ADJUST]) + number(channel.theirs) + number(0xFFFFFFFF))
    channel.end(channel.run())


@shells("output that keeps to no window", FAMILY, NOT_RUN + "more than 1024 KiB came before it started",
        flags=["rc-noise: start-up files of root write: flood"])
def no_window_kept(channel):
    while True:
        channel.send_anyway(b"flood\n" * 5_000)


@scripted("keys exchanged for ever", FAMILY, NOT_RUN + "the shell did not start in time", seconds=25, flags=[UNIDENTIFIED])
def key_storm(peer):
    until_login(peer)
    peer.open_shell()
    while True:
        exchange_keys(peer)


def exchange_keys(peer, handler=lambda channel: None):
    """What labcheck had sent before it took notice waits until the new keys are in use."""
    waiting = []
    with peer.lock:
        peer.wire.exchange_keys(waiting.append)
    for packet in waiting:
        peer.handle(packet, handler)


@scripted("keys exchanged between any two packets", FAMILY, results=PASS)
def rekeying(peer):
    until_login(peer)
    while True:
        exchange_keys(peer, lambda channel: channel.end(channel.run()))
        peer.handle(peer.wire.receive(), lambda channel: channel.end(channel.run()))


def hangs_up_when(name, why, *steps):
    def serve(peer):
        until_login(peer)
        for step in steps:
            step(peer)
        peer.hang_up()

    scripted(name, FAMILY, why, seconds=25)(serve)


hangs_up_when("hangs up after login", "node: channel: the host hung up")
hangs_up_when("hangs up where a channel should open", "node: channel: the host hung up",
              lambda peer: peer.next_packet(ssh.CHANNEL_OPEN))
hangs_up_when("hangs up where a command should start", "node: channel: the host hung up",
              lambda peer: peer.accept(peer.next_packet(ssh.CHANNEL_OPEN)),
              lambda peer: peer.next_packet(ssh.CHANNEL_REQUEST))


@shells("hangs up after a command's start", FAMILY, NOT_RUN + "the connection broke while …: the host hung up")
def hangs_up_after_command(channel):
    channel.peer.wire.socket.shutdown(2)


@shells("a packet with a wrong checksum", FAMILY, NOT_RUN + "the connection broke while …")
def wrong_checksum(channel):
    with channel.peer.lock:
        packet = channel.peer.wire.pack(bytes([ssh.IGNORE]) + text("x"))
        channel.peer.wire.send_raw(packet[:-1] + bytes([packet[-1] ^ 1]))


@shells("packets that are cut inside", FAMILY, NOT_RUN + "the connection broke while …")
def malformed_packets(channel):
    for kind in (ssh.CHANNEL_DATA, ssh.CHANNEL_EXTENDED_DATA, ssh.CHANNEL_REQUEST, ssh.CHANNEL_WINDOW_ADJUST,
                 ssh.CHANNEL_OPEN, ssh.GLOBAL_REQUEST, ssh.DEBUG, ssh.DISCONNECT):
        channel.peer.send(bytes([kind]))
        channel.peer.send(bytes([kind]) + number(channel.theirs) + number(0xFFFFFFFF))


def flood(name, packet, why=NOT_RUN + "the shell did not start in time"):
    @shells(name, FAMILY, why, seconds=25, memory=64 * MIB, flags=["?" + UNIDENTIFIED])
    def handler(channel):
        made = packet(channel)
        while True:
            channel.peer.send(made)


flood("packets of an unknown kind without end", lambda channel: bytes([200]) + b"x" * 30_000, NOT_RUN + "the …")
flood("empty output without end", lambda channel: bytes([ssh.CHANNEL_DATA]) + number(channel.theirs) + text(""))
flood("requests to the client without end",
      lambda channel: bytes([ssh.GLOBAL_REQUEST]) + text("x" * 20_000) + b"\1")
flood("channels opened to the client without end",
      lambda channel: bytes([ssh.CHANNEL_OPEN]) + text("x11") + number(9) + number(WINDOW) + number(30_000) +
      text("127.0.0.1") + number(1))
flood("packets to be ignored without end", lambda channel: bytes([ssh.IGNORE]) + text("x" * 30_000))


@shells("goodbye with escapes in the middle", FAMILY, NOT_RUN + "the connection broke while …")
def goodbye(channel):
    channel.peer.send(bytes([ssh.DISCONNECT]) + number(11) + text("\x1b]0;owned\x07<script>") + text(""))


TCP = {"first": "{command: [echo, first], expect: {out: first}}",
       "hello": 'needs: [first]\non: node\ntcp: "127.0.0.1:9"\ntimeout: 2s\nexpect: {connected: true}'}


def second_connection(name, why, serve_second, **more):
    """The first connection behaves well; what comes second, for a tunnel, does not."""
    def serve(peer):
        if peer.count > 1:
            serve_second(peer)
        until_login(peer)
        peer.serve(lambda channel: channel.end(channel.run()))

    scripted(name, FAMILY, checks=TCP, results={"first": Result("pass"), "hello": Result("error", why)}, **more)(serve)


def other_key(peer):
    peer.wire.host_key = HostKey()


CHANGED = ("the host key of [127.0.0.1]:… has changed to ssh-ed25519 SHA256:…; this run knows another one")
second_connection("another host key in the middle of the run", "node: " + CHANGED, other_key,
                  flags=["changed-host: " + CHANGED])


def refuses_tunnels(peer):
    until_login(peer)
    while True:
        packet = peer.wire.receive()
        if packet[0] == ssh.CHANNEL_OPEN:
            peer.reject(packet, reason=1, words="administratively prohibited")


def silent_tunnels(peer):
    until_login(peer)
    peer.wait()


second_connection("no forwarding", "node: sshd forbids forwarding", refuses_tunnels,
                  flags=["hindered: sshd forbids forwarding: services can't be seen from this host"])
second_connection("tunnels that hang", "node: the tunnel to 127.0.0.1:9 did not open in time: sshd said nothing meanwhile",
                  silent_tunnels)
second_connection("hangs up on every second connection", "node: banner: {place} hung up before it said who it is, 4 times "
                  "(too many logins at once? see sshd's MaxStartups)", lambda peer: peer.hang_up(), seconds=25)
