"""One run of one tool: wall time, the CPU of clients and servers, the memory of all client processes."""

import os
import signal
import statistics
import sys
import threading
import time


class Sample:
    """Seconds, but for the status."""

    def __init__(self, wall, client, server, status):
        self.wall = wall
        self.client = client
        self.server = server
        self.status = status


def settle(room):
    """Some clients leave a connection behind for the next one; sessions end a little after their client. Waits until
    only the listeners are left."""
    room.client_group.empty()
    deadline = time.monotonic() + 20
    while len(room.server_group.processes()) > room.servers and time.monotonic() < deadline:
        time.sleep(0.02)


def run(room, command, name, good=(0,)):
    """What the command wrote is shown when it ends with another status than these."""
    settle(room)
    client, server = room.client_group.cpu(), room.server_group.cpu()
    with open(room.path("output"), "wb") as output:
        start = time.monotonic()
        status = room.client(command, stdout=output, stderr=output, cwd=room.folder).wait()
        wall = time.monotonic() - start
    settle(room)
    if status not in good:
        with open(room.path("output"), "rb") as output:
            sys.stderr.write(f"{name} ended with {status}:\n{output.read().decode(errors='replace')[-1500:]}\n")
    return Sample(wall, room.client_group.cpu() - client, room.server_group.cpu() - server, status)


def proportional_memory(process):
    """Bytes; what processes share counts once in their sum."""
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def memory(room, command, watched=None):
    """The peak of all client processes together, in bytes, looked at every 10 ms: a run of its own, since looking costs
    time. `watched` gets (seconds, bytes) each time."""
    settle(room)
    process = room.client(command, cwd=room.folder)
    peak, start, over = 0, time.monotonic(), threading.Event()
    waiter = threading.Thread(target=lambda: (process.wait(), over.set()))
    waiter.start()
    while not over.is_set():
        now = sum(proportional_memory(each) for each in room.client_group.processes())
        peak = max(peak, now)
        if watched is not None:
            watched.append((time.monotonic() - start, now))
        over.wait(0.01)
    waiter.join()
    settle(room)
    return peak


def middle(values):
    return statistics.median(values)


def begin(missing=()):
    """False, and why, where nothing can be measured. Else makes sure that a room is left when this is ended, and tells
    who measures beside other work."""
    missing = [*missing, *(path for path in ("/usr/sbin/sshd", "/dev/net/tun") if not os.path.exists(path))]
    if os.geteuid() != 0 or missing:
        print(f"skipped: needs root, and {', '.join(missing) or 'nothing else'} (scripts/bootstrap bench)")
        return False
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = os.getloadavg()[0]
    if load > 1:
        sys.stderr.write(f"bench: the machine isn't idle (load {load:.1f}): compare ratios only\n")
    return True
