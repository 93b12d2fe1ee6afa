"""Answers and their frames: missing, forged, replayed, cut, dripping, without end."""

import re
import time

from support.case import HELLO, PASS, UNIDENTIFIED, Result
from support.scripted import shells

FAMILY = "frames"
NOT_RUN = "node: the script was not run: "
NO_END = "node: the script's end never came back: its shell was killed"
WRITES = "rc-noise: start-up files of root write: "
FIRST = {"first": "{command: [echo, first], expect: {out: first}}"}


def answered(channel):
    """Runs the batch and gives all that came on both streams."""
    out, err = [], []
    channel.run(lambda data: out.append(data) or b"", lambda data: err.append(data) or b"")
    return b"".join(out), b"".join(err)


@shells("behaves well", FAMILY, results=PASS)
def behaves_well(channel):
    channel.end(channel.run())


@shells("an exit status that contradicts the frame", FAMILY, results=PASS)
def contradicting_status(channel):
    channel.run()
    channel.end(77)


@shells("no frame", FAMILY, NOT_RUN + "its shell never started", hinders=True)
def no_frame(channel):
    channel.read_batch()
    channel.end()


@shells("the expected words without a frame", FAMILY, NOT_RUN + "hello", flags=[WRITES + "hello"], hinders=True)
def words_without_frame(channel):
    channel.read_batch()
    channel.send(b"hello\n")
    channel.end()


@shells("a forged frame", FAMILY, NOT_RUN + "\\x1edeadbeefdeadbeef 4711 4711",
        flags=[WRITES + "\\x1edeadbeefdeadbeef 4711 4711"], hinders=True)
def forged_frame(channel):
    channel.read_batch()
    frame = b"\x1edeadbeefdeadbeef 4711 4711\n\x1edeadbeefdeadbeef\nhello\n\x1edeadbeefdeadbeef 0\n"
    channel.send(frame)
    channel.send(frame, stderr=True)
    channel.end()


@shells("what it was sent, sent back", FAMILY, NOT_RUN + "{ exec 4<&0 </dev/null",
        flags=[WRITES + "{ exec 4<&0 </dev/null"], hinders=True)
def echo(channel):
    batch = channel.read_batch()
    channel.send(batch)
    channel.send(batch, stderr=True)
    channel.end()


@shells("an earlier batch's frames again", FAMILY, checks={**FIRST, "hello": "needs: [first]\n" + HELLO[1:-1].replace(
    ", expect", "\nexpect")}, results={"first": Result("pass"), "hello": Result("error", NOT_RUN + "…")},
        flags=[WRITES + "…", "hindered: the script was not run: …"])
def earlier_batch(channel):
    recorded = getattr(channel.peer.wire, "recorded", None)
    if recorded is None:
        recorded = channel.peer.wire.recorded = answered(channel)
    else:
        channel.read_batch()
    channel.send(recorded[0])
    channel.send(recorded[1], stderr=True)
    channel.end()


@shells("an earlier probe's frame again", FAMILY, checks={**FIRST, "hello": HELLO},
        results={"first": Result("pass"), "hello": Result("error", NOT_RUN + "its shell never started")},
        flags=["hindered: the script was not run: its shell never started"])
def earlier_probe(channel):
    out, err = answered(channel)
    for said, stderr in ((out, False), (err, True)):
        ends = [found.end() for found in re.finditer(rb"\x1e[a-z0-9]+ \d+\n", said)]
        last = ends[-2] if len(ends) > 1 else 0
        channel.send(said[:last] + said[:last], stderr)
    channel.end()


@shells("its end mark before its answer", FAMILY, results={"hello": Result(
    "fail", "node: expected out 'hello', found ''")})
def early_end(channel):
    out, err = answered(channel)
    ends = re.findall(rb"\x1e[a-z0-9]+ \d+\n", out)
    hello = out.find(b"hello\n")
    channel.send(out[:hello] + ends[-1] + out[hello:])
    channel.send(err, stderr=True)
    channel.end()


@shells("streams that end with different statuses", FAMILY, NO_END, hinders=True)
def different_statuses(channel):
    channel.run(err=lambda data: re.sub(rb"(\x1e[a-z0-9]+) 0\n", rb"\1 1\n", data))
    channel.end()


@shells("an exit status of 20 digits", FAMILY, NO_END, hinders=True)
def huge_status(channel):
    change = re.compile(rb"(\x1e[a-z0-9]+) 0\n")
    channel.run(lambda data: change.sub(rb"\1 99999999999999999999\n", data),
                lambda data: change.sub(rb"\1 99999999999999999999\n", data))
    channel.end()


def cut(channel):
    """Everything up to the middle of hello's answer."""
    out, err = answered(channel)
    channel.send(out[:out.find(b"hello\n") + 3])
    channel.send(err[:-90], stderr=True)


@shells("an answer that is cut", FAMILY, NO_END, hinders=True)
def cut_answer(channel):
    cut(channel)
    channel.end()


SHORT = {"hello": "command: [echo, hello]\ntimeout: 1s\nexpect: {out: hello}"}


@shells("silent in the middle of an answer", FAMILY, "node: no answer within 1s", checks=SHORT,
        flags=["left-running: a script that overran its time could not be ended"])
def silent_in_answer(channel):
    cut(channel)


@shells("silent between two scripts of a batch", FAMILY, results=PASS, seconds=40)
def silent_between(channel):
    """It once was waited for for ever: the patience began anew at each look. Asked alone, the second one answers."""
    out, err = answered(channel)
    ends = {stderr: [found.end() for found in re.finditer(rb"\x1e[a-z0-9]+ \d+\n", said)]
            for said, stderr in ((out, False), (err, True))}
    batch = len(ends[False]) > 1
    channel.send(out[:ends[False][-2]] if batch else out)
    channel.send(err[:ends[True][-2]] if batch else err, stderr=True)
    if batch:
        time.sleep(60)
    channel.end()


@shells("an answer of one byte a second", FAMILY, "node: no answer within 1s", checks=SHORT,
        flags=["left-running: a script that overran its time could not be ended"])
def dripping_answer(channel):
    out, err = answered(channel)
    hello = out.find(b"hello\n")
    channel.send(err, stderr=True)
    channel.send(out[:hello])
    for at in range(hello, len(out)):
        channel.send(out[at:at + 1])
        time.sleep(1)


@shells("a shell killed by a signal in the middle of an answer", FAMILY, NO_END, hinders=True)
def killed_in_answer(channel):
    cut(channel)
    channel.exit_signal("KILL")
    channel.eof()
    channel.close()


@shells("killed by a signal, it says, and no more", FAMILY, "node: no answer within 1s", checks=SHORT,
        flags=["left-running: a script that overran its time could not be ended"])
def killed_and_silent(channel):
    cut(channel)
    channel.exit_signal("\x1b[2JKILL")


@shells("hangs up in the middle of an answer", FAMILY, "node: …the connection broke while reading: the host hung up")
def hangs_up_in_answer(channel):
    cut(channel)
    channel.peer.wire.socket.shutdown(2)


@shells("an answer, then its end without a goodbye", FAMILY, results=PASS)
def eof_without_close(channel):
    channel.run()
    channel.eof()


@shells("an answer, then closed without an end", FAMILY, results=PASS)
def close_without_eof(channel):
    channel.run()
    channel.close()


@shells("an answer, closed, and more output", FAMILY, results=PASS)
def output_after_close(channel):
    channel.run()
    channel.end()
    for _ in range(2_000):
        channel.send_anyway(b"more\n" * 6_000)


@shells("an answer, then output without end", FAMILY, results=PASS)
def output_after_end(channel):
    channel.run()
    while True:
        channel.send(b"more\n" * 6_000)
        channel.send(b"more\n" * 6_000, stderr=True)


@shells("noise without end before any frame", FAMILY, NOT_RUN + "more than 1024 KiB came before it started",
        flags=[WRITES + "welcome"])
def endless_noise(channel):
    while True:
        channel.send(b"welcome\n" * 4_000)


@shells("noise without end on standard error", FAMILY, NOT_RUN + "more than 1024 KiB came before it started",
        flags=[WRITES + "welcome"])
def endless_error_noise(channel):
    while True:
        channel.send(b"welcome\n" * 4_000, stderr=True)


@shells("random bytes on both streams", FAMILY, NOT_RUN + "hostile", flags=[WRITES + "hostile"], hinders=True)
def random_bytes(channel):
    channel.read_batch()
    with open("/dev/urandom", "rb") as source:
        for stderr in (False, True):
            channel.send(b"hostile\n" + source.read(400_000), stderr)
    channel.end()


@shells("nothing but lead bytes of marks", FAMILY, NOT_RUN + "\\x1e" * 120, flags=[WRITES + "\\x1e" * 120, "?" + UNIDENTIFIED],
        hinders=True)
def lead_bytes(channel):
    channel.read_batch()
    channel.send(b"\x1e" * 200_000)
    channel.end()


def endless(name, script):
    """A check whose script itself writes without end, on a host that is otherwise good."""
    shells(name, FAMILY, "node: more than 1024 KiB of output", checks={
        "hello": f"command: {{run: \"{script}\"}}\nexpect: {{out: hello}}"}, seconds=60,
           flags=["?left-running: a script that overran its time could not be ended"])(
            lambda channel: channel.end(channel.run()))


endless("output without end", "yes flood")
endless("a line of 1 GiB", "head -c 1073741824 /dev/zero | tr '\\\\0' x")
endless("standard error without end", "yes flood >&2; echo hello")
