"""Hosts of the mixed room that mean no good. Usage: hostile.py tarpit|flood PORT ADDRESS…

A tarpit says a byte of its banner every second and never ends; a flooder answers every connection with garbage as fast
as it is taken."""

import asyncio
import os
import sys


async def tarpit(_, writer):
    try:
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(1)
    except OSError:
        writer.close()


async def flood(_, writer):
    garbage = os.urandom(65536)
    try:
        while True:
            writer.write(garbage)
            await writer.drain()
    except OSError:
        writer.close()


async def main():
    manner = {"tarpit": tarpit, "flood": flood}[sys.argv[1]]
    servers = [await asyncio.start_server(manner, address, int(sys.argv[2])) for address in sys.argv[3:]]
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(main())
