"""The wire that AMPS clients speak: frames, headers in their three spellings, compression, WebSocket messages.

Names of header fields are those of the JSON spelling everywhere; the fix, nvfix and xml spellings are translated.
"""
import base64
import hashlib
import json
import re
import struct
import zlib

LONGEST = 16 * 1024 * 1024

FIX_TAGS = {
    "20000": "c", "20001": "cid", "20002": "client_name", "20003": "user_id", "20005": "t", "20006": "filter",
    "20007": "mt", "20008": "a", "20009": "sub_id", "20011": "version", "20018": "status", "20019": "query_id",
    "20023": "batch_size", "20035": "x", "20036": "s", "20037": "bm", "20038": "pw", "20039": "o", "20058": "l",
    "20061": "sids", "20062": "reason",
}
XML_NAMES = {
    "Cmd": "c", "CmdId": "cid", "ClntName": "client_name", "UsrId": "user_id", "Tpc": "t", "Fltr": "filter",
    "MsgTyp": "mt", "AckTyp": "a", "SubId": "sub_id", "SubIds": "sids", "QId": "query_id", "Version": "version",
    "Status": "status", "Seq": "s", "BkMrk": "bm", "PW": "pw", "Opts": "o", "Reason": "reason",
}
XML_FIELD = re.compile(r"<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</\1>", re.DOTALL)


class Closed(Exception):
    """The other side has gone, or what it sent cannot be AMPS."""


class Stream:
    """A socket with a buffer; `seen` gets every byte that arrives, before it is inflated."""

    def __init__(self, sock, seen):
        self.sock = sock
        self.seen = seen
        self.buffer = b""
        self.inflate = None
        self.deflate = None

    def fill(self):
        try:
            data = self.sock.recv(65536)
        except OSError as error:
            raise Closed(str(error)) from error
        if not data:
            raise Closed("end of stream")
        self.seen(data)
        self.buffer += self.inflated(data)

    def inflated(self, data):
        try:
            return self.inflate.decompress(data) if self.inflate else data
        except zlib.error as error:
            raise Closed(f"neither a frame nor a deflate stream: {error}") from error

    def peek(self, count):
        while len(self.buffer) < count:
            self.fill()
        return self.buffer[:count]

    def read(self, count):
        data = self.peek(count)
        self.buffer = self.buffer[count:]
        return data

    def read_until(self, end):
        while end not in self.buffer:
            if len(self.buffer) > LONGEST:
                raise Closed("too long")
            self.fill()
        data, self.buffer = self.buffer.split(end, 1)
        return data + end

    def recognise_compression(self):
        """A frame below 16 MiB begins with a zero byte, a deflate stream does not."""
        first = self.peek(1)[0]
        if first == 0:
            return None
        bits = -15
        if first == 0x78 and int.from_bytes(self.peek(2), "big") % 31 == 0:
            bits = 15
        self.inflate = zlib.decompressobj(bits)
        self.deflate = zlib.compressobj(6, zlib.DEFLATED, bits, 8)
        self.buffer = self.inflated(self.buffer)
        return "zlib" if bits == 15 else "deflate"

    def write(self, data):
        if self.deflate:
            data = self.deflate.compress(data) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
        try:
            self.sock.sendall(data)
        except OSError as error:
            raise Closed(str(error)) from error


def decode(payload):
    """The spelling, the header fields and the data of one message."""
    if payload.startswith(b"<"):
        head, _, rest = payload.partition(b"</SOAP-ENV:Header>")
        fields = {
            XML_NAMES.get(name, name): cdata or plain
            for name, cdata, plain in XML_FIELD.findall(head.decode("utf-8", "surrogateescape"))
        }
        body = re.search(rb"<SOAP-ENV:Body>(.*)</SOAP-ENV:Body>", rest, re.DOTALL)
        return "xml", fields, body[1] if body else b""
    if payload[:1].isdigit():
        head, _, data = payload.partition(b"\x02")
        pairs = (field.split("=", 1) for field in head.decode("utf-8", "surrogateescape").split("\x01") if "=" in field)
        return "fix", {FIX_TAGS.get(tag, tag): value for tag, value in pairs}, data
    text = payload.decode("utf-8", "surrogateescape")
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except ValueError as error:
        raise Closed(f"no header: {error}") from error
    if not isinstance(fields, dict):
        raise Closed("no header: not an object")
    return "json", fields, text[end:].encode("utf-8", "surrogateescape")


def encode(spelling, fields, data=b""):
    """A field that has no name in the spelling is left out."""
    if spelling == "fix":
        tags = {name: tag for tag, name in FIX_TAGS.items()}
        head = "".join(f"{tags[name]}={value}\x01" for name, value in fields.items() if name in tags) + "\x02"
    elif spelling == "xml":
        # No CDATA in what is sent: the Python client closes the connection when an ack's CmdId is wrapped so.
        names = {name: tag for tag, name in XML_NAMES.items()}
        inner = "".join(f"<{names[name]}>{value}</{names[name]}>" for name, value in fields.items() if name in names)
        head = f"<SOAP-ENV:Envelope><SOAP-ENV:Header>{inner}</SOAP-ENV:Header><SOAP-ENV:Body>"
        data += b"</SOAP-ENV:Body></SOAP-ENV:Envelope>"
    else:
        # Compact: the JavaScript client waits for ever when there are blanks between the members.
        head = json.dumps(fields, separators=(",", ":"))
    return head.encode() + data


class Frames:
    """Messages behind a length of four bytes, big endian: tcp, tcps and unix."""

    def __init__(self, stream):
        self.stream = stream
        self.spelling = "json"

    def read(self):
        length = int.from_bytes(self.stream.read(4), "big")
        if length > LONGEST:
            raise Closed(f"a length of {length} bytes")
        self.spelling, fields, data = decode(self.stream.read(length))
        return fields, data

    def packed(self, fields, data=b""):
        payload = encode(self.spelling, fields, data)
        return len(payload).to_bytes(4, "big") + payload

    def write(self, fields, data=b""):
        self.stream.write(self.packed(fields, data))

    def batch(self, topic, query_id, data):
        """A SOW batch of one record, which has a header of its own before its data; None where we do not know how the
        spelling writes it."""
        if self.spelling != "json":
            return None
        fields = {"c": "sow", "t": topic, "query_id": query_id, "bs": 1}
        return fields, encode("json", {"k": "1", "l": len(data)}) + data


def websocket_accept(key):
    digest = hashlib.sha1(key.encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    return base64.b64encode(digest).decode()


TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class WebSocket:
    """The dialect of the JavaScript client: `text` or `binary` first; then per command the number of messages that
    follow (four bytes, little endian), the header as a text message, and the data, if any, as one more message."""

    def __init__(self, stream):
        self.stream = stream
        self.mode = None

    def message(self):
        parts, kind = [], None
        while True:
            first, second = self.stream.read(2)
            length = second & 0x7F
            if length == 126:
                length = int.from_bytes(self.stream.read(2), "big")
            elif length == 127:
                length = int.from_bytes(self.stream.read(8), "big")
            if length > LONGEST or not second & 0x80:
                raise Closed("a WebSocket frame that is too long or not masked")
            mask = self.stream.read(4) * (length // 4 + 1)
            masked = self.stream.read(length)
            data = bytes(a ^ b for a, b in zip(masked, mask))
            opcode = first & 0x0F
            if opcode == CLOSE:
                self.stream.write(self.frame(CLOSE, data))
                raise Closed("closed by the client")
            if opcode == PING:
                self.stream.write(self.frame(PONG, data))
            if opcode > 7:
                continue
            kind = kind or opcode
            parts.append(data)
            if first & 0x80:
                return kind, b"".join(parts)

    @staticmethod
    def frame(opcode, data):
        if len(data) < 126:
            return bytes([0x80 | opcode, len(data)]) + data
        if len(data) < 65536:
            return bytes([0x80 | opcode, 126]) + struct.pack("!H", len(data)) + data
        return bytes([0x80 | opcode, 127]) + struct.pack("!Q", len(data)) + data

    def read(self):
        kind, data = self.message()
        if self.mode is None:
            if kind != TEXT or data not in (b"text", b"binary"):
                raise Closed("neither 'text' nor 'binary' in the first message")
            self.mode = data.decode()
            kind, data = self.message()
        if kind != BINARY or len(data) != 4:
            raise Closed("no number of messages before a header")
        count = int.from_bytes(data, "little")
        _, header = self.message()
        body = b"".join(self.message()[1] for _ in range(count - 1))
        return decode(header)[1], body

    def packed(self, fields, data=b""):
        out = self.frame(TEXT, encode("json", fields))
        if data:
            out += self.frame(TEXT if self.mode == "text" else BINARY, data)
        return out

    def write(self, fields, data=b""):
        self.stream.write(self.packed(fields, data))

    def batch(self, topic, query_id, data):
        """As the server's writing of a SOW batch is not known here, a query finds nothing."""
