"""What an AMPS server does behind the logon, as far as clients need it: subscriptions, publishing, the last state."""
import threading

from amps_wire import Closed

VERSION = "5.3.5.135.peer"
PUBLISH = ("p", "publish", "delta_publish")
SUBSCRIBE = ("subscribe", "delta_subscribe", "sow_and_subscribe", "sow_and_delta_subscribe")


class Broker:
    """Shared by the sessions of one peer. Topics match by name; of each topic the last message is the SOW."""

    def __init__(self):
        self.lock = threading.Lock()
        self.subscriptions = []  # (session, subscription id, topic)
        self.state = {}

    def publish(self, topic, data):
        with self.lock:
            self.state[topic] = data
            reached = [entry for entry in self.subscriptions if entry[2] == topic]
        for session, sub_id, _ in reached:
            try:
                session.send({"c": "publish", "t": topic, "sids": sub_id, "l": len(data)}, data)
            except Closed:
                pass  # its own thread will notice

    def subscribe(self, session, sub_id, topic):
        with self.lock:
            self.subscriptions.append((session, sub_id, topic))

    def unsubscribe(self, session, sub_id=None):
        with self.lock:
            self.subscriptions = [
                entry for entry in self.subscriptions
                if entry[0] is not session or (sub_id is not None and entry[1] != sub_id)
            ]


class Session:
    """One client that has logged on. `channel` reads and writes messages, see amps_wire; `seen` gets each header."""

    def __init__(self, channel, broker, seen):
        self.channel = channel
        self.broker = broker
        self.seen = seen
        self.lock = threading.Lock()
        self.over = threading.Event()

    def send(self, fields, data=b""):
        with self.lock:
            self.channel.write(fields, data)

    def run(self):
        try:
            while True:
                fields, data = self.channel.read()
                self.seen(fields)
                self.command(fields, data)
        finally:
            self.over.set()
            self.broker.unsubscribe(self)

    def acknowledge(self, fields, kind, **more):
        if "cid" in fields:
            self.send({"c": "ack", "cid": fields["cid"], "a": kind, "status": "success", **more})

    def command(self, fields, data):
        command, topic = fields.get("c"), fields.get("t", "")
        kinds = [kind for kind in fields.get("a", "").split(",") if kind]
        if command in PUBLISH:
            self.broker.publish(topic, data)
        if command in SUBSCRIBE:
            self.broker.subscribe(self, fields.get("sub_id", fields.get("cid")), topic)
        if command == "unsubscribe":
            sub_id = fields.get("sub_id", "all")
            self.broker.unsubscribe(self, None if sub_id == "all" else sub_id)
        if command == "heartbeat":
            self.heartbeat(fields.get("o", ""))
        if "processed" in kinds:
            self.acknowledge(fields, "processed")
        if str(command).startswith("sow") and command != "sow_delete":
            self.records(fields.get("query_id", fields.get("cid")), topic)
        for kind in kinds:
            if kind != "processed":
                self.acknowledge(fields, kind)

    def records(self, query_id, topic):
        self.send({"c": "group_begin", "query_id": query_id})
        data = self.broker.state.get(topic)
        batch = self.channel.batch(topic, query_id, data) if data is not None else None
        if batch:
            self.send(*batch)
        self.send({"c": "group_end", "query_id": query_id})

    def heartbeat(self, options):
        word, _, seconds = options.partition(",")
        if word != "start":
            return

        def beats():
            try:
                while not self.over.wait(float(seconds) / 2):
                    self.send({"c": "heartbeat"})
            except Closed:
                pass

        threading.Thread(target=beats, daemon=True).start()
