"""Cases whose host is honest and whose service is not: the agent speaks to it straight, over loopback addresses that
stand for machines. 127.0.0.1 is the agent's own, 127.0.0.2 the candidate's, 127.0.0.3 another candidate's."""

import contextlib
import socket
import struct
import threading

from support.case import Case, Result, add

CANDIDATE, NEIGHBOUR, AGENT = "127.0.0.2", "127.0.0.3", "127.0.0.1"

ROSTER = """candidates:
  - id: c01
    name: Candidate One
    hosts: {{node: {{connect: "127.0.0.2:9", address: 127.0.0.2}}}}
    parameters: {{port: {port}, canary: {canary}, pw: {{env: HOSTILE_PW}}}}
  - id: c02
    name: Candidate Two
    hosts: {{node: {{connect: "127.0.0.3:9", address: 127.0.0.3}}}}
    parameters: {{port: {port}, canary: {canary}, pw: {{env: HOSTILE_PW}}}}
"""
PARAMETERS = "  port: {type: port}\n  canary: {type: port}\n  pw: {type: secret}"


def asked(what, expect, more=""):
    """A check of the agent's own: spoken straight."""
    return f"on: agent\ntimeout: 4s\n{more}{what}\nexpect: {expect}"


class Service:
    """Serves each connection with `handle(connection)` in a thread; remembers what it was sent."""

    def __init__(self, handle, address=CANDIDATE, port=0):
        self.handle, self.sent, self.connections = handle, bytearray(), 0
        self.open, self.lock = set(), threading.Lock()
        self.socket = socket.create_server((address, port), backlog=64)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                with self.lock:
                    self.connections += 1
                    self.open.add(connection)
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with contextlib.suppress(OSError, ValueError, struct.error), connection:
            self.handle(Connection(connection, self))
        with self.lock:
            self.open.discard(connection)

    def close(self):
        self.socket.close()
        with self.lock:
            for connection in self.open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class Connection:
    def __init__(self, connection, service):
        self.socket, self.service = connection, service

    def send(self, data):
        self.socket.sendall(data)

    def send_for_ever(self, data):
        while True:
            self.socket.sendall(data)

    def receive(self, size=65_536):
        data = self.socket.recv(size)
        self.service.sent += data
        return data

    def exactly(self, size):
        data = b""
        while len(data) < size:
            more = self.receive(size - len(data))
            if not more:
                raise ValueError("gone")
            data += more
        return data

    def head(self):
        """An HTTP request's head, without a body."""
        data = b""
        while b"\r\n\r\n" not in data:
            more = self.receive()
            if not more:
                raise ValueError("gone")
            data += more
        return data

    def wait(self):
        """Until the other side ends."""
        while self.receive():
            pass

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def reached(service, name):
    return [f"{name} was reached"] if service.connections else []


def service(name, family, check, outcome, why="", after=None, **more):
    """A case out of a function of one connection to the candidate's service. Canaries listen on the agent's own
    loopback and at another candidate's host, on the port `${canary}`: nobody may come there."""

    def register(handle):
        def start(_, stage):
            served = Service(handle)
            own = Service(Connection.wait, AGENT)
            neighbour = Service(Connection.wait, NEIGHBOUR, own.port)
            stage.closing += [served.close, own.close, neighbour.close]
            stage.values.update(port=str(served.port), canary=str(own.port))
            stage.served, stage.canaries = served, {"the agent's own loopback": own, "another's host": neighbour}
            CANARY_PORT[0] = own.port
            return ROSTER.format(port=served.port, canary=own.port)

        def look(case, stage):
            wrong = [line for where, canary in stage.canaries.items() for line in reached(canary, where)]
            return wrong + (after(stage.served) if after else [])

        options = ("--candidate", "c01", *more.pop("options", ()))
        add(Case(name, family, start, checks={"asked": check}, results={"asked": Result(outcome, why)},
                 parameters=PARAMETERS, options=options, after=look, **more))
        return handle

    return register


# Each case runs in a process of its own; what a handler sends on to.
CANARY_PORT = [0]
