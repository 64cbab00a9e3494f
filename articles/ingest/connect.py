"""One HTTP request to a checked address, within limits of time and size. Pure.

A host's name is resolved once: the addresses that were checked are those that are connected to, so that an answer cannot change in between.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

CONNECT_SECONDS = 10.0
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(Exception):
    """What could not be fetched. `code`: bad-address, private-address, no-connection, timeout, too-large, …"""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: its status, its header fields by their names in small letters, its body without chunks."""

    status: int
    fields: Mapping[str, str]
    body: bytes


def web_address(text: str) -> str:
    """A web address in the one spelling that is asked for and stored: ASCII, no fragment. Raises FetchError."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError("bad-address", f"it is no web address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError("bad-address", "only http and https addresses are fetched")
    if not host or parts.username is not None or parts.password is not None:
        raise FetchError("bad-address", "a web address names a host, and no user")
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, {"http": 80, "https": 443}[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*")
    return urlunsplit((parts.scheme, place, path, quote(parts.query, safe="/%:=&?~+!$,;'@()*[]"), ""))


def get(
    address: str, *, headers: Mapping[str, str], allow_private: bool, deadline: float, limit: int
) -> Answer:
    """Ask once, follow nothing. `deadline` is on the monotonic clock, `limit` in bytes. Raises FetchError."""
    parts = urlsplit(address)
    sock = None
    try:
        sock = _connect(parts, allow_private=allow_private, deadline=deadline)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname, _port(parts))
        connection.sock = _Wire(sock, deadline)
        connection.request(
            "GET",
            urlunsplit(("", "", parts.path, parts.query, "")),
            headers=headers | {"Connection": "close"},
        )
        response = connection.getresponse()
        body = response.read(limit + 1)
        if len(body) > limit:
            raise FetchError("too-large", f"it is larger than {limit:,} bytes")
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)
    except TimeoutError as error:
        raise FetchError("timeout", "the server took too long") from error
    except (OSError, http.client.HTTPException) as error:
        what = str(error) or type(error).__name__
        raise FetchError("no-connection", f"the server could not be asked ({what})") from error
    finally:
        if sock is not None:
            sock.close()


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also where it wraps another one."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _port(parts: SplitResult) -> int:
    return parts.port or {"http": 80, "https": 443}[parts.scheme]


def _connect(parts: SplitResult, *, allow_private: bool, deadline: float) -> socket.socket:
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("no-connection", f"there is no host {parts.hostname}") from error
    if not allow_private and not all(is_public(place[0]) for *_, place in found):
        raise FetchError("private-address", f"{parts.hostname} is in a private network")
    failure: OSError = OSError("no address")
    for family, kind, protocol, _, place in found:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(min(CONNECT_SECONDS, _left(deadline)))
            sock.connect(place)
            if parts.scheme == "https":
                sock.settimeout(_left(deadline))
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
            return sock
        except OSError as error:
            sock.close()
            failure = error
    raise failure


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Wire:
    """A socket with one deadline for all that goes over it: a server that drips is no better than a silent one."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock = sock
        self.deadline = deadline

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(_left(self.deadline))
        self.sock.sendall(data)

    def makefile(self, *_) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self))

    def close(self) -> None:
        """The response is still to be read; `get` closes the socket."""


class _Stream(io.RawIOBase):
    def __init__(self, wire: _Wire) -> None:
        self.wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.wire.sock.settimeout(_left(self.wire.deadline))
        return self.wire.sock.recv_into(buffer)
