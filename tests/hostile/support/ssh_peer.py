"""A scripted SSH server: each connection is a `Peer`, each shell that labcheck starts on it a `Channel`, and a case is
a function that says what they do instead of what they should."""

import queue
import signal
import socket
import subprocess
import threading
import time

from support import ssh_wire as ssh
from support.ssh_wire import Gone, Reader, number, text

WINDOW = 1 << 30
PACKET = 32_768
STDERR = 1


class Channel:
    """One channel, in a thread of its own."""

    def __init__(self, peer, ours, theirs, window):
        self.peer, self.ours, self.theirs = peer, ours, theirs
        self.window, self.news = window, threading.Condition()
        self.input, self.command = queue.Queue(), b""

    # What labcheck sends

    def read(self):
        """The next piece of input; b"" at its end."""
        return self.input.get()

    def read_batch(self):
        """The whole text that labcheck sends: a compound command, closed by a brace of its own."""
        batch = b""
        while not batch.endswith(b"\nexit 0\n}\n"):
            piece = self.read()
            if not piece:
                raise Gone
            batch += piece
        return batch

    # What the host says

    def send(self, data, stderr=False):
        """Keeps to the window that labcheck gives."""
        while data:
            with self.news:
                self.news.wait_for(lambda: self.window > 0 or self.peer.gone)
                size = min(len(data), self.window, PACKET)
                self.window -= size
            if self.peer.gone:
                raise Gone
            self.send_anyway(data[:size], stderr)
            data = data[size:]

    def send_anyway(self, data, stderr=False):
        kind = bytes([ssh.CHANNEL_EXTENDED_DATA if stderr else ssh.CHANNEL_DATA]) + number(self.theirs)
        self.peer.send(kind + (number(STDERR) if stderr else b"") + text(data))

    def simple(self, kind):
        self.peer.send(bytes([kind]) + number(self.theirs))

    def eof(self):
        self.simple(ssh.CHANNEL_EOF)

    def close(self):
        self.simple(ssh.CHANNEL_CLOSE)

    def request(self, name, body):
        self.peer.send(bytes([ssh.CHANNEL_REQUEST]) + number(self.theirs) + text(name) + b"\0" + body)

    def exit_status(self, status):
        self.request("exit-status", number(status))

    def exit_signal(self, name):
        self.request("exit-signal", text(name) + b"\0" + text("") + text(""))

    def end(self, status=0):
        if status < 0:
            self.exit_signal(signal.Signals(-status).name.removeprefix("SIG"))
        else:
            self.exit_status(status)
        self.eof()
        self.close()

    def run(self, out=lambda data: data, err=lambda data: data):
        """Runs the command as a host should; `out` and `err` change what it says. Gives the exit status."""
        shell = subprocess.Popen(["/bin/sh", "-c", self.command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, start_new_session=True)
        self.peer.shells.append(shell)
        streams = [threading.Thread(target=self.carry, args=(shell.stdout, out, False), daemon=True),
                   threading.Thread(target=self.carry, args=(shell.stderr, err, True), daemon=True)]
        for stream in streams:
            stream.start()
        threading.Thread(target=self.feed, args=(shell.stdin,), daemon=True).start()
        for stream in streams:
            stream.join()
        return shell.wait()

    def carry(self, pipe, change, stderr):
        try:
            while data := pipe.read1(PACKET):
                self.send(change(data), stderr)
        except Gone:
            pass

    def feed(self, pipe):
        try:
            while data := self.read():
                pipe.write(data)
                pipe.flush()
            pipe.close()
        except OSError:
            pass


class Peer:
    """One connection. The phases one after another, then `serve`."""

    def __init__(self, connection, host_key, count):
        self.wire, self.count = ssh.Wire(connection, host_key), count
        self.lock, self.gone = threading.Lock(), False
        self.channels, self.shells = {}, []
        self.window = WINDOW

    def send(self, packet):
        with self.lock:
            self.wire.send(packet)

    def wait(self, seconds=600):
        """Says nothing, and reads nothing, until labcheck hangs up (or the case is over)."""
        self.wire.socket.settimeout(seconds)
        while self.wire.receive_raw(1):
            pass

    def hang_up(self):
        raise Gone

    def handshake(self):
        self.wire.exchange_banners()
        self.wire.exchange_keys()

    def start_login(self):
        """Up to the first request to be let in; gives its method."""
        self.wire.receive()
        self.send(bytes([ssh.SERVICE_ACCEPT]) + text("ssh-userauth"))
        return self.login_request()

    def login_request(self):
        request = Reader(self.wire.receive())
        _, _, method = request.text(), request.text(), request.text()
        return method.decode()

    def refuse(self, methods):
        self.send(bytes([ssh.USERAUTH_FAILURE]) + text(methods) + b"\0")

    def log_in(self):
        """Lets labcheck in by its password."""
        method = self.start_login()
        while method != "password":
            self.refuse("password")
            method = self.login_request()
        self.send(bytes([ssh.USERAUTH_SUCCESS]))

    def next_packet(self, wanted):
        packet = self.wire.receive()
        while packet[0] != wanted:
            packet = self.wire.receive()
        return packet

    def accept(self, packet):
        """Confirms a channel."""
        fields = Reader(packet)
        kind, theirs, window = fields.text(), fields.number(), fields.number()
        channel = Channel(self, len(self.channels), theirs, window)
        channel.kind = kind.decode()
        self.channels[channel.ours] = channel
        self.send(bytes([ssh.CHANNEL_OPEN_CONFIRMATION]) + number(theirs) + number(channel.ours) +
                  number(self.window) + number(PACKET))
        return channel

    def reject(self, packet, reason=4, words="resource shortage"):
        fields = Reader(packet)
        fields.text()
        self.send(bytes([ssh.CHANNEL_OPEN_FAILURE]) + number(fields.number()) + number(reason) + text(words) + text(""))

    def open_shell(self):
        """The first channel with its command, before `serve`."""
        channel = self.accept(self.next_packet(ssh.CHANNEL_OPEN))
        self.take_command(channel, self.next_packet(ssh.CHANNEL_REQUEST))
        return channel

    def take_command(self, channel, packet):
        fields = Reader(packet)
        fields.number(), fields.text(), fields.boolean()
        channel.command = fields.text()
        channel.simple(ssh.CHANNEL_SUCCESS)

    def serve(self, handler):
        """Takes every channel and runs `handler(channel)` for each shell."""
        while True:
            self.handle(self.wire.receive(), handler)

    def handle(self, packet, handler):
        kind = packet[0]
        if kind == ssh.CHANNEL_OPEN:
            self.accept(packet)
            return
        if kind not in (ssh.CHANNEL_REQUEST, ssh.CHANNEL_DATA, ssh.CHANNEL_EOF, ssh.CHANNEL_CLOSE,
                        ssh.CHANNEL_WINDOW_ADJUST):
            return
        fields = Reader(packet)
        channel = self.channels[fields.number()]
        if kind == ssh.CHANNEL_REQUEST:
            self.take_command(channel, packet)
            threading.Thread(target=self.guarded, args=(handler, channel), daemon=True).start()
        elif kind == ssh.CHANNEL_DATA:
            channel.input.put(fields.text())
        elif kind == ssh.CHANNEL_WINDOW_ADJUST:
            with channel.news:
                channel.window += fields.number()
                channel.news.notify_all()
        else:
            channel.input.put(b"")

    @staticmethod
    def guarded(handler, channel):
        try:
            handler(channel)
        except Gone:
            pass

    def over(self):
        self.gone = True
        for channel in self.channels.values():
            channel.input.put(b"")
            with channel.news:
                channel.news.notify_all()
        for shell in self.shells:
            try:
                subprocess.run(["pkill", "-KILL", "-s", str(shell.pid)], check=False)
            except OSError:
                pass
        self.wire.socket.close()


class Server:
    """Listens on a port of 127.0.0.1 and hands each connection to `serve(peer)`."""

    def __init__(self, serve, host_key=None):
        self.serve, self.host_key, self.count = serve, host_key or ssh.HostKey(), 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.count += 1
            peer = Peer(connection, self.host_key, self.count)
            threading.Thread(target=self.attend, args=(peer,), daemon=True).start()

    def attend(self, peer):
        try:
            self.serve(peer)
        except (Gone, OSError):
            pass
        finally:
            peer.over()

    def close(self):
        self.listener.close()
