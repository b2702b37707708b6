"""An installation of 40 instances with 6 transports each, and 3,000 connection strings, some of each verdict: always the same."""
import pathlib
import random

INSTANCES, STRINGS = 40, 3000
REGIONS = ["ldn", "nyc", "tok", "sgp"]
KINDS = [("json-tcp", "tcp", "amps", "json", "tcp", "/amps/json"), ("any-tcp", "tcp", "amps", None, "tcp", "/amps/nvfix"),
         ("browsers", "tcp", "websocket", None, "ws", "/amps/json"), ("json-tls", "tcps", "amps", "json", "tcps", "/amps/json"),
         ("old-fix", "tcp", "fix", "fix", "tcp", "/fix"), ("replication", "amps-replication", None, None, "tcp", "/amps/json")]


def name_of(instance):
    return f"{REGIONS[instance % len(REGIONS)]}-orders-{instance // len(REGIONS) + 1}"


def port_of(instance, kind):
    return 20000 + 100 * instance + kind


def configuration(instance):
    out = f"<AMPSConfig>\n  <Name>{name_of(instance)}</Name>\n  <Transports>\n"
    for number, (name, kind, protocol, message_type, _, _) in enumerate(KINDS):
        out += f"    <Transport>\n      <Name>{name}</Name>\n      <Type>{kind}</Type>\n"
        out += f"      <InetAddr>{port_of(instance, number)}</InetAddr>\n"
        if protocol:
            out += f"      <Protocol>{protocol}</Protocol>\n"
        if message_type:
            out += f"      <MessageType>{message_type}</MessageType>\n"
        if kind == "tcps":
            out += "      <Certificate>/etc/amps/server.pem</Certificate>\n      <PrivateKey>/etc/amps/server.key</PrivateKey>\n"
        out += "    </Transport>\n"
    return out + "  </Transports>\n</AMPSConfig>\n"


def connection_string(chance):
    instance, kind = chance.randrange(INSTANCES), chance.choices(range(len(KINDS)), [8, 6, 3, 3, 2, 0.4])[0]
    _, _, _, _, scheme, path = KINDS[kind]
    host, port, query = f"{name_of(instance)}.example.com", port_of(instance, kind), ""
    slip = chance.random()
    if slip < 0.03:
        path = "/amps/xml"
    elif slip < 0.05:
        port += 50
    elif slip < 0.06:
        query = "?tcp_nodely=true"
    elif slip < 0.07:
        host = "${HOST}"
    elif slip < 0.08:
        scheme = "tcps"
    return f"{scheme}://app{chance.randrange(300)}@{host}:{port}{path}{query}"


def write(folder):
    """`config/` and `clients.txt`."""
    folder = pathlib.Path(folder)
    (folder / "config").mkdir(parents=True)
    for instance in range(INSTANCES):
        (folder / "config" / f"{name_of(instance)}.xml").write_text(configuration(instance))
    chance = random.Random(7)
    (folder / "clients.txt").write_text("".join(f"{connection_string(chance)}\n" for _ in range(STRINGS)))
