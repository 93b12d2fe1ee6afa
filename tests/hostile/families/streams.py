"""Bare TCP services: floods, silence, resets."""

import time

from support.service import asked, service

FAMILY = "streams"
HEARD = "agent: expected received 'hello', found '{}'"
LISTEN = asked('tcp: {target: "127.0.0.2:${port}", receive: 100}', "{received: hello}")
UNTIL = asked('tcp: {target: "127.0.0.2:${port}", until: READY}', "{received: hello}")
CONNECT = asked('tcp: "127.0.0.2:${port}"', "{connected: true}")
AGAIN = asked('tcp: {target: "127.0.0.2:${port}", receive: 10}', "{received: hello}", "within: 3s\nevery: 100ms\n")


@service("a banner without end", FAMILY, LISTEN, "fail", HEARD.replace("{}", "\x1b[2Jhostile…"))
def banner_flood(connection):
    connection.send_for_ever(b"\x1b[2Jhostile\r\n" * 5_000)


# How much is listened to is the step's own word (`receive`): what came is a fact.
@service("a flood without the awaited word", FAMILY, UNTIL, "fail", 
         "agent: expected received 'hello', found '" + "x" * 99 + "…")
def flood_without_word(connection):
    connection.send_for_ever(b"x" * 65_536)


@service("silence", FAMILY, LISTEN, "error", "agent: connected to 127.0.0.2:{port}, but nothing came in time")
def silence(connection):
    connection.wait()


@service("a byte a second without the awaited word", FAMILY, UNTIL, "error", 
         "agent: connected to 127.0.0.2:{port}, but not everything came in time")
def drip(connection):
    while True:
        connection.send(b"x")
        time.sleep(1)


@service("a reset at once", FAMILY, LISTEN, "fail", HEARD.replace("{}", ""))
def reset_at_once(connection):
    connection.reset()


# A reset that overtakes the greeting reads as a refused connection.
@service("resets all the time", FAMILY, AGAIN, "fail", "agent: …")
def reset_storm(connection):
    connection.send(b"he")
    connection.reset()


@service("a flood that nobody asked for", FAMILY, CONNECT, "pass")
def unasked_flood(connection):
    connection.send_for_ever(b"x" * 65_536)
