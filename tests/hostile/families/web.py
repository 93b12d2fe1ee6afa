"""Web services of a candidate: redirects to where the agent must not go, bodies and headers without end, lies."""

import gzip
import time
import zlib

from support.case import MIB
from support.service import CANARY_PORT, asked, service

FAMILY = "web"
GET = asked('http: {url: "http://127.0.0.2:${port}/", follow: 5}', "{status: 200}")
SECURE = 'http: {url: "https://127.0.0.2:${port}/", verify: false}'
OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


ORIGIN = "http://127.0.0.2:{port}/"
TOO_MUCH = "agent: " + ORIGIN + ": more headers or body than is taken"
TOO_LATE = "agent: no whole answer from 127.0.0.2:{port} in time"


def nothing(words):
    return f"agent: expected status 200, found nothing ({words})"


def answer(body=b"", head=OK, more=b""):
    return head + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


def redirects(name, location, why):
    """`location` and `why` may hold {canary}: the port where nobody may come."""

    def handle(connection):
        connection.head()
        where = location.format(canary=CANARY_PORT[0]).encode()
        connection.send(answer(head=b"HTTP/1.1 302 Found\r\nConnection: close\r\n",
                               more=b"Location: " + where + b"\r\n"))

    service(name, FAMILY, GET, "fail", nothing(why))(handle)


NOT_OURS = "redirect not followed: {} is none of this lab's hosts"
for name, location, host in (
        ("a redirect to the agent's own loopback", "http://127.0.0.1:{canary}/", "127.0.0.1"),
        ("a redirect to localhost", "http://localhost:{canary}/", "localhost"),
        ("a redirect to loopback as a number", "http://2130706433:{canary}/", "127.0.0.1"),
        ("a redirect to loopback in hexadecimal", "http://0x7f.1:{canary}/", "127.0.0.1"),
        ("a redirect to loopback as IPv6", "http://[::1]:{canary}/", "::1"),
        ("a redirect to loopback as mapped IPv6", "http://[::ffff:127.0.0.1]:{canary}/", "::ffff:127.0.0.1"),
        ("a redirect to any address", "http://0.0.0.0:{canary}/", "0.0.0.0"),
        ("a redirect to another candidate's host", "http://127.0.0.3:{canary}/", "127.0.0.3"),
        ("a redirect to the cloud's metadata", "http://169.254.169.254/latest/meta-data/", "169.254.169.254")):
    redirects(name, location, NOT_OURS.format(host))
redirects("a redirect to a file of the agent's", "file:///etc/passwd",
          "redirect not followed: scheme 'file' is neither http nor https")
redirects("a redirect to gopher", "gopher://127.0.0.1:{canary}/_x",
          "redirect not followed: scheme 'gopher' is neither http nor https")
redirects("a redirect with a user and password", "http://u:p@127.0.0.1:{canary}/", "redirect not followed: location "
          "'http://u:p@127.0.0.1:{canary}/': credentials was passed in the url when prohibited")
redirects("a redirect that goes on for ever", "/again", "still redirected after the last redirect that may be followed")
redirects("a redirect with escapes", "http://\x1b[2J\x1b]0;owned\x07/",
          "redirect not followed: location 'http:// [2J ]0;owned /': bad hostname")


@service("a body without end", FAMILY, GET, "error", TOO_MUCH)
def endless_body(connection):
    connection.head()
    connection.send(OK + b"\r\n")
    connection.send_for_ever(b"x" * 65_536)


@service("one byte a second of a body", FAMILY, GET, "error", TOO_LATE)
def dripping_body(connection):
    connection.head()
    connection.send(OK + b"Content-Length: 1000\r\n\r\n")
    for _ in range(1000):
        connection.send(b"x")
        time.sleep(1)


@service("one byte a second of a head", FAMILY, GET, "error", TOO_LATE)
def dripping_head(connection):
    connection.head()
    for letter in OK * 1000:
        connection.send(bytes([letter]))
        time.sleep(1)


@service("a gzip bomb", FAMILY, GET, "error", TOO_MUCH)
def gzip_bomb(connection):
    connection.head()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * MIB * 1024) for _ in range(200)) + packer.flush()
    connection.send(answer(bomb, more=b"Content-Encoding: gzip\r\n"))


@service("a gzip bomb in a gzip bomb", FAMILY, GET, "error", TOO_MUCH)
def nested_bomb(connection):
    connection.head()
    bomb = gzip.compress(gzip.compress(b"\0" * (64 << 20)))
    connection.send(answer(bomb, more=b"Content-Encoding: gzip, gzip\r\n"))


@service("a body said to be gzip that is none", FAMILY, GET, "fail",
         nothing("Error while processing content unencoding: incorrect header check"))
def false_gzip(connection):
    connection.head()
    connection.send(answer(b"no gzip at all", more=b"Content-Encoding: gzip\r\n"))


@service("headers without end", FAMILY, GET, "error", TOO_MUCH)
def endless_headers(connection):
    connection.head()
    connection.send(OK)
    connection.send_for_ever(b"X-More: and more\r\n" * 1000)


@service("a header line of 1 MiB", FAMILY, GET, "error",
         "agent: " + ORIGIN + ": a header line is longer than is taken, or memory is short")
def long_header(connection):
    connection.head()
    connection.send(answer(b"ok", more=b"X-Long: " + b"x" * (1 << 20) + b"\r\n"))


@service("interim answers without end", FAMILY, GET, "error", TOO_MUCH)
def endless_interim(connection):
    connection.head()
    connection.send_for_ever(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def no_cookie(served):
    return ["a cookie was sent"] if b"cookie" in bytes(served.sent).lower() else []


@service("cookies for other hosts and for all", FAMILY,
         asked('http: {url: "http://127.0.0.2:${port}/", times: 3}', "{status: {each: 200}}"),
         "pass", after=no_cookie)
def cookies(connection):
    connection.head()
    connection.send(answer(b"ok", more=b"Set-Cookie: a=1; Domain=127.0.0.3\r\nSet-Cookie: b=2; Path=/\r\n"))


@service("chunks of garbage", FAMILY, GET, "fail",
         nothing("Illegal or missing hexadecimal sequence in chunked-encoding"))
def garbage_chunks(connection):
    connection.head()
    connection.send(OK + b"Transfer-Encoding: chunked\r\n\r\nZZZZ\r\nnot hexadecimal\r\n")


@service("a chunk of 2^63 bytes", FAMILY, GET, "error", TOO_MUCH)
def huge_chunk(connection):
    connection.head()
    connection.send(OK + b"Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n")
    connection.send_for_ever(b"x" * 65_536)


@service("status 999", FAMILY, GET, "fail", "agent: expected status 200, found 999")
def status_999(connection):
    connection.head()
    connection.send(answer(head=b"HTTP/1.1 999 \x1b[2JWhatever\r\nConnection: close\r\n"))


@service("a status of letters", FAMILY, GET, "fail", nothing("Unsupported HTTP version in response"))
def status_letters(connection):
    connection.head()
    connection.send(answer(head=b"HTTP/1.1 OK 200\r\n"))


@service("a body shorter than it says", FAMILY, GET, "fail",
         nothing("transfer closed with 995 bytes remaining to read"))
def short_body(connection):
    connection.head()
    connection.send(OK + b"Content-Length: 1000\r\n\r\nshort")


@service("a body longer than it says", FAMILY,
         asked('http: "http://127.0.0.2:${port}/"', "{body: ok}"), "pass")
def long_body(connection):
    connection.head()
    connection.send(OK + b"Content-Length: 2\r\n\r\nok and then some")


@service("a negative length", FAMILY, GET, "fail", nothing("Invalid Content-Length: value"))
def negative_length(connection):
    connection.head()
    connection.send(OK + b"Content-Length: -1\r\n\r\nok")


@service("HTTP 0.9", FAMILY, GET, "fail", nothing("Received HTTP/0.9 when not allowed"))
def http_0_9(connection):
    connection.head()
    connection.send(b"<html>200 OK</html>\n")


@service("garbage for TLS", FAMILY,
         asked(SECURE, "{status: 200}"), "fail", nothing("OpenSSL/…packet length too long"))
def tls_garbage(connection):
    connection.receive()
    connection.send(b"\x16\x03\x03\xff\xff" + b"\xff" * 65_535)


@service("TLS records without end", FAMILY,
         asked(SECURE, "{status: 200}"), "fail", nothing("OpenSSL/…too many warn alerts"))
def tls_endless(connection):
    connection.receive()
    connection.send_for_ever(b"\x15\x03\x03\x00\x02\x01\x5a" * 1000)


NO_JSON = "agent: expected json $.a 1, found nothing"


def json_case(name, body, outcome, why="", expect="{json: {\"$.a\": 1}}"):
    def handle(connection):
        connection.head()
        connection.send(answer(body, more=b"Content-Type: application/json\r\n"))

    service(name, FAMILY, asked('http: "http://127.0.0.2:${port}/"', expect), outcome, why)(handle)


json_case("a body of JSON 10,000 deep", b"[" * 10_000 + b"]" * 10_000, "fail", NO_JSON)
json_case("a body of JSON 500,000 deep and cut", b'{"a":' * 180_000, "fail", NO_JSON)
json_case("a body of JSON with NaN", b'{"a": NaN}', "fail", NO_JSON)
json_case("a body of JSON with a number of 10,000 digits", b'{"a": ' + b"9" * 10_000 + b"}", "fail", NO_JSON)
json_case("a body of JSON with 1e999", b'{"a": 1e999}', "fail", "agent: expected json $.a at least 5, found nothing",
          expect="{json: {\"$.a\": {at_least: 5}}}")
json_case("a body of JSON with a key twice", b'{"a": 2, "a": 1}', "pass")
json_case("a body of JSON in invalid UTF-8", b'{"a": "\xff\xfe"}', "fail",
          "agent: expected json $.a 'x', found '\ufffd\ufffd'",
          expect="{json: {\"$.a\": x}}")
