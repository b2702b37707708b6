"""A scripted AMPS peer: one listener that plays one role, with at most one fault, and records what it saw.

    with Peer("tcps", certificate="chain.pem", key="key.pem", fault="refuse=not entitled") as peer:
        connect(peer.port)
    peer.logons, peer.requests, peer.connections

`python3 peer.py --help` says the same for the command line.
"""
import argparse
import json
import pathlib
import socket
import ssl
import struct
import sys
import threading
import time
import warnings

import admin
from amps_wire import Closed, Frames, Stream, WebSocket, websocket_accept
from broker import VERSION, Broker, Session

ROLES = {
    "tcp": "frames, behind an HTTP preflight or compressed where the client does so",
    "tcps": "the same behind TLS (with --client-ca: mutual TLS)",
    "unix": "the same on a socket file",
    "ws": "WebSocket, as the JavaScript client speaks it",
    "wss": "the same behind TLS",
    "admin": "the Admin interface (HTTPS where a certificate is given)",
}

FAULTS = {
    "close-at-once": "closes behind the accept",
    "reset-at-once": "the same with a reset",
    "silent": "accepts and never answers, not even TLS",
    "greeting=TEXT": "speaks first, as another product does",
    "garbage-tls": "answers the first bytes with what is not TLS",
    "plain-tls": "answers the first bytes with a TLS alert",
    "close-after-bytes": "closes behind the first bytes (of TLS's inside)",
    "http=STATUS": "is a plain HTTP server: answers every request with STATUS, anything else with 400",
    "upgrade=STATUS": "refuses preflight or WebSocket upgrade with STATUS; all else works",
    "upgrade-close": "closes where preflight or upgrade should be answered",
    "upgrade-silent": "never answers preflight or upgrade",
    "upgrade-wrong-key": "answers a WebSocket upgrade with a wrong Sec-WebSocket-Accept",
    "starting=N": "the first N connections are dropped in the logon",
    "no-ack": "never answers the logon",
    "close-after-logon": "closes instead of the ack",
    "close-in-ack": "closes in the middle of the ack",
    "garbage-ack": "garbage in place of the ack",
    "huge-length": "an ack of 4 GiB is announced",
    "empty-ack": "a frame without a byte in place of the ack",
    "drip=SECONDS": "whatever is sent goes out byte by byte, SECONDS apart",
    "refuse=REASON": "the logon fails for REASON",
    "retry": "the first logon of a connection is challenged",
}

REASONS = {
    101: "Switching Protocols", 200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 426: "Upgrade Required", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable",
}
TLS_VERSIONS = {
    "1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
}
# No byte of it can begin a frame, a TLS record, an HTTP answer or a WebSocket frame of sense.
GARBAGE = bytes.fromhex("fffefd80c3a9ffffdeadbeef") * 4


class Dripping:
    """A socket that sends byte by byte."""

    def __init__(self, sock, pause):
        self.sock = sock
        self.pause = pause

    def recv(self, count):
        return self.sock.recv(count)

    def sendall(self, data):
        for at in range(len(data)):
            self.sock.sendall(data[at:at + 1])
            time.sleep(self.pause)


class Connection:
    """What came over one connection. `first` are its first bytes on the wire; `received` is all that came, of TLS what
    was inside, before decompression."""

    def __init__(self, peer, number, sock):
        self.peer = peer
        self.number = number
        self.sock = sock
        self.first = b""
        self.received = bytearray()
        self.requests = []
        self.commands = []
        self.tls = None
        self.compression = None
        self.ended = None

    @property
    def logons(self):
        return [fields for fields in self.commands if fields.get("c") == "logon"]

    def event(self, kind, **more):
        self.peer.record({"connection": self.number, "event": kind, **more})

    def command(self, fields):
        self.commands.append(fields)
        self.event("command", fields=fields)

    def peek(self):
        self.first = self.first or self.sock.recv(64, socket.MSG_PEEK)
        return self.first

    def drain(self):
        """Reads, answers nothing, until the other side leaves."""
        while data := self.sock.recv(65536):
            self.received += data

    def start_tls(self, context):
        self.sock = context.wrap_socket(self.sock, server_side=True, do_handshake_on_connect=False)
        self.tls = {"sni": None}
        self.sock.connection = self
        self.sock.do_handshake()
        certificate = self.sock.getpeercert()
        subject = {name: value for part in (certificate or {}).get("subject", ()) for name, value in part}
        self.tls |= {"version": self.sock.version(), "cipher": self.sock.cipher()[0],
                     "client": subject.get("commonName")}
        self.event("tls", **self.tls)

    def close(self):
        """What was sent is not to be lost through a reset, so the other side goes first, within a second."""
        try:
            self.sock.settimeout(1)
            if self.tls and self.tls.get("version"):
                self.sock = self.sock.unwrap()
            self.sock.shutdown(socket.SHUT_WR)
            self.drain()
        except (OSError, ValueError):
            pass
        self.sock.close()


class Peer:
    def __init__(self, role="tcp", host="127.0.0.1", path=None, fault="", certificate=None, key=None, client_ca=None,
                 tls_min=None, tls_max=None, ciphers=None, user=None, password=None, message_types=(), delays=None,
                 server=None, resources=None, log=None):
        """`path` is that of the socket file. `server` is the Server header of HTTP answers. `delays` holds seconds
        before the stages accept, tls, http and ack. `log` takes the events as lines of JSON."""
        self.role = role
        self.fault, _, self.fault_value = fault.partition("=")
        if role not in ROLES or fault and self.fault not in {name.partition("=")[0] for name in FAULTS}:
            raise ValueError(f"no role '{role}' or no fault '{fault}'")
        self.credentials = None if user is None else (user, password or "")
        self.message_types = tuple(message_types)
        self.delays = delays or {}
        self.server = server
        self.resources = resources or admin.tree()
        self.log = log
        self.broker = Broker()
        self.lock = threading.Lock()
        self.events, self.connections, self.threads = [], [], []
        self.open = self.most_open = 0
        self.stopping = False
        self.context = self.tls_context(certificate, key, client_ca, tls_min, tls_max, ciphers)
        self.listener = self.listen(host, path)
        self.address = self.listener.getsockname()
        self.port = 0 if role == "unix" else self.address[1]
        self.start(self.accept)

    # What was seen.

    @property
    def logons(self):
        return [logon for connection in self.connections for logon in connection.logons]

    @property
    def requests(self):
        """Heads of HTTP requests, as lists of lines."""
        return [request for connection in self.connections for request in connection.requests]

    @property
    def received(self):
        return b"".join(bytes(connection.received) for connection in self.connections)

    def record(self, event):
        with self.lock:
            self.events.append(event)
            if self.log:
                print(json.dumps(event), file=self.log, flush=True)

    # The listener.

    def tls_context(self, certificate, key, client_ca, tls_min, tls_max, ciphers):
        if self.role not in ("tcps", "wss") and not (self.role == "admin" and certificate):
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # Weak keys and old versions are offered on purpose: the client is to refuse them, not this side's library.
        context.set_ciphers((ciphers or "DEFAULT") + ":@SECLEVEL=0")
        with warnings.catch_warnings():  # of versions that are deprecated
            warnings.simplefilter("ignore")
            context.minimum_version = TLS_VERSIONS[tls_min or min(tls_max or "1.2", "1.2")]
            context.maximum_version = TLS_VERSIONS[tls_max or "1.3"]
        context.load_cert_chain(certificate, key)
        context.sni_callback = lambda sock, name, _: sock.connection.tls.update(sni=name)
        if client_ca:
            context.load_verify_locations(client_ca)
            context.verify_mode = ssl.CERT_REQUIRED
        return context

    def listen(self, host, path):
        if self.role == "unix":
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(str(path))
        else:
            listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
            listener.bind((host, 0))
        listener.listen(512)
        return listener

    def start(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def accept(self):
        while not self.stopping:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            sock.settimeout(120)
            connection = Connection(self, len(self.connections) + 1, sock)
            with self.lock:
                self.connections.append(connection)
                self.open += 1
                self.most_open = max(self.most_open, self.open)
            self.start(self.handle, connection)

    def stop(self):
        """Ends every connection; what was recorded stays."""
        self.stopping = True
        for sock in [self.listener] + [connection.sock for connection in self.connections]:
            try:
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # TLS's own would take the state from under the thread
            except OSError:
                pass
        self.listener.close()
        if self.role == "unix":
            pathlib.Path(self.address).unlink(missing_ok=True)
        for thread in self.threads:
            if thread is not threading.current_thread():
                thread.join(5)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    # One connection.

    def handle(self, connection):
        connection.event("accept")
        try:
            self.stages(connection)
            connection.ended = "ended by the peer"
        except (Closed, OSError, ValueError) as error:
            connection.ended = str(error)
        if self.fault != "reset-at-once":
            connection.close()
        with self.lock:
            self.open -= 1
        connection.event("end", why=connection.ended, bytes=len(connection.received))

    def pause(self, stage):
        time.sleep(self.delays.get(stage, 0))

    def stages(self, connection):
        self.pause("accept")
        fault = self.fault
        if fault == "close-at-once":
            return
        if fault == "reset-at-once":
            connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sock.close()
            return
        if fault == "greeting":
            connection.sock.sendall(self.fault_value.encode() + b"\r\n")
        if fault in ("silent", "greeting"):
            connection.peek()
            connection.drain()
            return
        connection.event("first", bytes=connection.peek().hex())
        if fault in ("garbage-tls", "plain-tls"):
            connection.sock.sendall(GARBAGE if fault == "garbage-tls" else bytes.fromhex("15030100020246"))
            return
        if self.context:
            self.pause("tls")
            connection.start_tls(self.context)
        sock = Dripping(connection.sock, float(self.fault_value)) if fault == "drip" else connection.sock
        stream = Stream(sock, connection.received.extend)
        stream.peek(1)
        if fault == "close-after-bytes":
            return
        if fault == "http" or self.role == "admin":
            self.http_server(connection, stream)
        elif self.role in ("ws", "wss"):
            target = self.upgrade(connection, stream)
            if target:
                self.amps(connection, WebSocket(stream), target.rstrip("/").rpartition("/")[2])
        else:
            if stream.peek(4) == b"GET " and not self.upgrade(connection, stream):
                return
            connection.compression = stream.recognise_compression()
            self.amps(connection, Frames(stream))

    # HTTP.

    def head(self, connection, stream):
        """The request as its lines, the request line first."""
        lines = stream.read_until(b"\r\n\r\n").decode("latin-1").split("\r\n")[:-2]
        connection.requests.append(lines)
        connection.event("http", request=lines)
        self.pause("http")
        return lines

    def answer(self, stream, status, *headers, body=""):
        if self.server:
            headers += (f"Server: {self.server}",)
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}", *headers]
        if status != 101:
            lines.append(f"Content-Length: {len(body.encode())}")
        stream.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    def http_server(self, connection, stream):
        while True:
            if not stream.peek(1).isalpha():
                self.answer(stream, 400, "Connection: close")
                return
            method, target = self.head(connection, stream)[0].split(" ")[:2]
            if self.fault == "http":
                self.refuse_upgrade(stream, int(self.fault_value))
            elif method not in ("GET", "HEAD"):
                self.answer(stream, 405, "Allow: GET")
            else:
                status, kind, body = admin.answer(self.resources, target)
                self.answer(stream, status, f"Content-Type: {kind}", body=body)

    def refuse_upgrade(self, stream, status):
        more = {401: ['WWW-Authenticate: Basic realm="AMPS"'], 426: ["Upgrade: websocket", "Connection: Upgrade"]}
        self.answer(stream, status, "Content-Type: text/html", *more.get(status, []),
                    body=f"<html>{status} {REASONS.get(status, '')}</html>\n")

    def upgrade(self, connection, stream):
        """Answers a preflight or a WebSocket upgrade; the request's target, or None where it was refused."""
        if stream.peek(4) != b"GET ":
            raise Closed("no HTTP request")
        lines = self.head(connection, stream)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        wanted = headers.get("upgrade", "").lower()
        takes = ("websocket",) if self.role in ("ws", "wss") else ("tcp", "tcps")
        if self.fault == "upgrade":
            self.refuse_upgrade(stream, int(self.fault_value))
        elif self.fault == "upgrade-silent":
            connection.drain()
        elif self.fault == "upgrade-close":
            pass
        elif wanted not in takes:
            self.answer(stream, 400, "Connection: close")
        else:
            more = []
            if wanted == "websocket":
                key = "wrong" if self.fault == "upgrade-wrong-key" else headers.get("sec-websocket-key", "")
                more = [f"Sec-WebSocket-Accept: {websocket_accept(key)}"]
            self.answer(stream, 101, "Connection: Upgrade", f"Upgrade: {headers['upgrade']}", *more)
            return lines[0].split(" ")[1]
        return None

    # AMPS.

    def amps(self, connection, channel, message_type=None):
        while True:
            fields, _ = channel.read()
            connection.command(fields)
            self.pause("ack")
            challenged = self.fault == "retry" and len(connection.commands) == 1
            if not self.acknowledge(connection, channel, fields, message_type, challenged):
                return
            if not challenged:
                break
        Session(channel, self.broker, connection.command).run()

    def acknowledge(self, connection, channel, fields, message_type, challenged):
        """Whether the client may go on."""
        fault = self.fault
        if fault == "no-ack":
            connection.drain()
        if fault in ("no-ack", "close-after-logon"):
            return False
        if fault == "starting" and connection.number <= int(self.fault_value):
            return False
        refusal = self.refusal(fields, message_type)
        ack = {"c": "ack", "cid": fields.get("cid", ""), "s": 0, "bm": "7812039|0|",
               "client_name": fields.get("client_name", ""), "a": "processed",
               "status": "failure" if refusal else "retry" if challenged else "success",
               "reason": refusal or ("challenge" if challenged else "authentication disabled"), "version": VERSION}
        if challenged:
            ack |= {"user_id": "challenge", "pw": "nonce"}
        packed = channel.packed(ack)
        if fault == "close-in-ack":
            packed = packed[:len(packed) // 2]
        elif fault == "garbage-ack":
            packed = GARBAGE
        elif fault == "huge-length":
            packed = b"\xff\xff\xff\xff" + packed[4:]
        elif fault == "empty-ack":
            packed = bytes(4)
        channel.stream.write(packed)
        if fault in ("garbage-ack", "huge-length", "empty-ack"):
            connection.drain()
            return False
        return not refusal and fault != "close-in-ack"

    def refusal(self, fields, message_type):
        """Why the logon fails; empty where it does not."""
        if self.fault == "refuse":
            return self.fault_value
        if fields.get("c") != "logon":
            return "logon required"
        if not fields.get("client_name"):
            return "no client name"
        if self.credentials and self.credentials != (fields.get("user_id", ""), fields.get("pw", "")):
            return "auth failure"
        wanted = message_type or fields.get("mt")
        if self.message_types and wanted not in self.message_types and (wanted or len(self.message_types) > 1):
            return "invalid message type"
        return ""


def main():
    listing = "\n".join(f"  {name:18}{text}" for table in (ROLES, FAULTS) for name, text in table.items())
    parser = argparse.ArgumentParser(
        description="Plays an AMPS server until standard input closes. Prints the address, then events as JSON.",
        epilog="Roles and faults:\n" + listing, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--role", default="tcp", choices=ROLES)
    parser.add_argument("--fault", default="")
    parser.add_argument("--message-type", action="append", default=[], dest="message_types")
    parser.add_argument("--delay", action="append", default=[], help="STAGE=SECONDS", metavar="STAGE=SECONDS")
    parser.add_argument("--transports", help="a file with the Admin's list of transports, JSON")
    parser.add_argument("--config", help="the Admin's config.xml")
    for name in ("host", "path", "certificate", "key", "client-ca", "tls-min", "tls-max", "ciphers", "user",
                 "password", "server"):
        parser.add_argument(f"--{name}", default="127.0.0.1" if name == "host" else None)
    options = vars(parser.parse_args())
    delays = dict(delay.split("=") for delay in options.pop("delay"))
    known = {}
    for name, load in (("transports", json.load), ("config", lambda file: file.read())):
        if path := options.pop(name):
            with open(path, encoding="utf-8") as file:
                known[name] = load(file)
    with Peer(log=sys.stdout, resources=admin.tree(**known),
              delays={stage: float(seconds) for stage, seconds in delays.items()}, **options) as peer:
        where = peer.address if peer.role == "unix" else f"{options['host']}:{peer.port}"
        print(f"listening on {where}", flush=True)
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
