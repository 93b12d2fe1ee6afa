#!/usr/bin/python3
"""terminal.py [--size COLUMNSxLINES] [--when TEXT DO]… OUT COMMAND…: runs a command on a terminal of its own and keeps what
a person would see: every screen that stood there in OUT.screens, and what is left in the end, with all that has scrolled
away, in OUT.end. Once TEXT stands on the screen it DOes something, in the order given: `key X` or `size COLUMNSxLINES`. The
exit code is the command's; 99 when a TEXT never came or the terminal was told what it does not know."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
import unicodedata

ESCAPE = re.compile(rb"\x1b\[([?0-9;]*)([A-Za-z])")


def width_of(letter):
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class Screen:
    """Rows are lists of cells; behind a wide character stands an empty one."""

    def __init__(self, columns, lines):
        self.columns, self.lines = columns, lines
        self.rows, self.gone = [[]], []
        self.row = self.column = 0
        self.wraps = True
        self.unknown = []
        self.rest = b""

    def all_lines(self):
        return ["".join(row).rstrip() for row in self.gone + self.rows]

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.rows)

    def resize(self, columns, lines):
        """As most terminals do: lines that are too long are broken."""
        wrapped = []
        for number, row in enumerate(self.rows):
            wrapped += [row[at:at + columns] for at in range(0, max(len(row), 1), columns)]
            if number == self.row:
                self.row = len(wrapped) - 1
        self.rows, self.columns, self.lines = wrapped, columns, lines
        while len(self.rows) > lines:
            self.gone.append(self.rows.pop(0))
            self.row -= 1

    def feed(self, data):
        data = self.rest + data
        at = 0
        while at < len(data):
            if data[at] == 0x1B:
                found = ESCAPE.match(data, at)
                if not found:
                    break
                self.escape(found[1].decode(), found[2].decode())
                at = found.end()
                continue
            size = 1 if data[at] < 0x80 else 2 if data[at] < 0xE0 else 3 if data[at] < 0xF0 else 4
            if at + size > len(data):
                break
            self.put(data[at:at + size].decode())
            at += size
        self.rest = data[at:]

    def escape(self, number, letter):
        if letter == "A":
            self.row = max(0, self.row - int(number or 1))
        elif letter == "K" and number == "":
            self.rows[self.row] = self.rows[self.row][:self.column]
        elif letter == "J" and number == "":
            self.rows[self.row:] = [self.rows[self.row][:self.column]]
        elif number == "?7":
            self.wraps = letter == "h"
        elif letter != "m":
            self.unknown.append(number + letter)

    def put(self, letter):
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self.down()
        else:
            if self.column + width_of(letter) > self.columns:
                if not self.wraps:
                    return
                self.down()
                self.column = 0
            row = self.rows[self.row]
            row += [" "] * (self.column - len(row))
            cells = [letter] + [""] * (width_of(letter) - 1)
            row[self.column:self.column + len(cells)] = cells
            self.column += len(cells)

    def down(self):
        self.row += 1
        if self.row == len(self.rows):
            self.rows.append([])
        if len(self.rows) > self.lines:
            self.gone.append(self.rows.pop(0))
            self.row -= 1


def read_size(text):
    return tuple(int(number) for number in text.split("x"))


def set_size(descriptor, size):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def act(screen, descriptor, what):
    verb, value = what.split(" ", 1)
    if verb == "key":
        os.write(descriptor, value.encode())
    else:
        set_size(descriptor, read_size(value))
        screen.resize(*read_size(value))


def watch(screen, descriptor, waits, screens):
    """Until the terminal is closed, a hundred seconds at most."""
    until = time.monotonic() + 100
    while time.monotonic() < until:
        if not select.select([descriptor], [], [], 1)[0]:
            continue
        try:
            data = os.read(descriptor, 65536)
        except OSError:
            return
        if not data:
            return
        screen.feed(data)
        if not screens or screens[-1] != screen.text():
            screens.append(screen.text())
        while waits and waits[0][0] in screen.text():
            act(screen, descriptor, waits.pop(0)[1])


def main():
    words, size, waits = sys.argv[1:], (80, 24), []
    while words[0].startswith("--"):
        if words[0] == "--size":
            size, words = read_size(words[1]), words[2:]
        else:
            waits.append((words[1], words[2]))
            words = words[3:]
    out, command = words[0], words[1:]
    descriptor, terminal = pty.openpty()
    set_size(descriptor, size)
    child = os.fork()
    if child == 0:
        os.close(descriptor)
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
        for stream in range(3):
            os.dup2(terminal, stream)
        os.execvpe(command[0], command, {**os.environ, "TERM": os.environ.get("TEST_TERM", "xterm")})
    os.close(terminal)
    screen, screens = Screen(*size), []
    watch(screen, descriptor, waits, screens)
    os.close(descriptor)  # whoever is still there is hung up on
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(out + ".screens", "w", encoding="utf-8") as file:
        file.write("\n\f\n".join(screens) + "\n")
    with open(out + ".end", "w", encoding="utf-8") as file:
        file.write("\n".join(screen.all_lines()) + "\n")
    if waits or screen.unknown or screen.rest:
        print(f"never came: {waits}; not understood: {screen.unknown} {screen.rest!r}", file=sys.stderr)
        return 99
    return status


if __name__ == "__main__":
    sys.exit(main())
