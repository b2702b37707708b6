"""The inputs of the measurements, made anew from fixed seeds."""
import random
import shutil

TYPES = ["json", "nvfix", "xml", "bson", "msgpack"]
WORDS = ("order price client server topic message bookmark publish subscribe return const string value "
         "handler session transport config timeout connect replica market trade quote symbol update").split()


def transport(random_, number, port, served):
    message_type = random_.choice(TYPES) if random_.random() < 0.5 else None
    restricted = f"      <MessageType>{message_type}</MessageType>\n" if message_type else ""
    protocol = "websocket" if random_.random() < 0.2 else "amps"
    scheme = "ws" if protocol == "websocket" else "tcp"
    served.append((scheme, port, message_type or random_.choice(TYPES)))
    return (f"    <Transport>\n      <Name>transport-{number}</Name>\n      <Type>tcp</Type>\n"
            f"      <InetAddr>{port}</InetAddr>\n      <Protocol>{protocol}</Protocol>\n{restricted}    </Transport>\n")


def write_instances(folder, count):
    """Configurations of 20 transports and about 4 KB; what they serve, for `write_strings`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    random_ = random.Random(1)
    served = []
    for number in range(count):
        ports = random_.sample(range(1024, 60000), 20)
        body = "".join(transport(random_, i, port, served) for i, port in enumerate(ports))
        (folder / f"{number:05}.xml").write_text(
            f"<AMPSConfig>\n  <Name>instance-{number}</Name>\n  <Transports>\n{body}  </Transports>\n</AMPSConfig>\n")
    return served


def string_to(scheme, port, message_type, random_):
    return f"{scheme}://host-{random_.randrange(5000)}.example.com:{port}/amps/{message_type}\n"


def write_strings(path, count, served, wrong):
    """Strings for served endpoints, a share of them wrong in port or scheme."""
    random_ = random.Random(2)
    with open(path, "w") as out:
        for _ in range(count):
            scheme, port, message_type = random_.choice(served)
            if random_.random() < wrong:
                scheme, port = random_.choice(["tcp", "ws", "tcps"]), random_.randrange(1024, 65000)
            out.write(string_to(scheme, port, message_type, random_))


def write_each(path, served):
    """A string for each of the served endpoints."""
    random_ = random.Random(5)
    with open(path, "w") as out:
        out.writelines(string_to(*endpoint, random_) for endpoint in served)


def write_small(path, example):
    """The example configuration, filled up with comments to 4 KB."""
    text = example.read_text()
    filler = "  <!-- " + "x" * 70 + " -->\n"
    while len(text) + len(filler) < 4096:
        text = text.replace("</AMPSConfig>", filler + "</AMPSConfig>")
    path.write_text(text)


def write_big(path, size):
    """One configuration of that many bytes: 200 transports, the rest topics."""
    random_ = random.Random(3)
    with open(path, "w") as out:
        out.write("<AMPSConfig>\n  <Name>big</Name>\n  <ConfigCycleDetectionThreshold>1GB</ConfigCycleDetectionThreshold>\n"
                  "  <Transports>\n")
        for i in range(200):
            out.write(transport(random_, i, 10000 + i, []))
        out.write("  </Transports>\n  <SOW>\n")
        number = 0
        while out.tell() < size - 400:
            out.write(f"    <Topic>\n      <Name>orders-{number}</Name>\n      <MessageType>json</MessageType>\n"
                      f"      <Key>/id</Key>\n      <FileName>/var/lib/amps/sow/orders-{number}.sow</FileName>\n"
                      f"      <Expiration>{random_.choice([1, 2, 4])}d</Expiration>\n    </Topic>\n")
            number += 1
        out.write("  </SOW>\n</AMPSConfig>\n")


def write_shaped(folder, count, example):
    """Configurations of about 10 KB with something of every section, as real ones have it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = example.read_text()
    topic = ("    <Topic>\n      <Name>{name}</Name>\n      <MessageType>json</MessageType>\n"
             "      <FileName>/srv/amps/a/%n.sow</FileName>\n      <Key>/id</Key>\n      <Expiration>1d</Expiration>\n    </Topic>\n")
    more = "".join(topic.format(name=f"trades-{number}") for number in range(20))
    text = text.replace("    <Queue>", more + "    <Queue>", 1)
    for number in range(count):
        (folder / f"{number:05}.xml").write_text(text.replace("orders-a", f"orders-{number}").replace("<Group>a<", f"<Group>a{number}<"))


def write_tree(folder, size):
    """A source tree of that many bytes in files of some 40 KB; one line in fifty has an address, a few are AMPS's."""
    shutil.rmtree(folder, ignore_errors=True)
    random_ = random.Random(4)
    endings = ["py", "java", "cpp", "js", "go", "yaml", "properties", "md", "txt"]
    lines = []
    for _ in range(20000):
        line = "    " + " ".join(random_.choice(WORDS) for _ in range(random_.randrange(3, 14)))
        if random_.random() < 0.02:
            line += f' "https://example.com/{random_.choice(WORDS)}"'
        lines.append(line + "\n")
    written = number = 0
    while written < size:
        directory = folder / f"module{number // 500}" / f"part{number // 50 % 10}"
        directory.mkdir(parents=True, exist_ok=True)
        begin = random_.randrange(len(lines) - 1000)
        text = "".join(lines[begin:begin + random_.randrange(400, 1000)])
        if number % 20 == 0:
            text += f'url = "tcp://host-{number}.example.com:9007/amps/json"\n'
        (directory / f"file{number}.{random_.choice(endings)}").write_text(text)
        written += len(text)
        number += 1


def write_endpoints(strings, configuration, server, count):
    """WebSocket endpoints on addresses of this host, sixteen a host; the configuration that has them, and nginx's."""
    endpoints = [(f"127.0.1.{1 + i // 16}", 21000 + i % 16) for i in range(count)]
    strings.write_text("".join(f"ws://{host}:{port}/amps/json\n" for host, port in endpoints))
    transports = "".join(
        f"<Transport><Name>t{port}</Name><Type>tcp</Type><InetAddr>{port}</InetAddr><Protocol>websocket</Protocol>"
        "</Transport>\n" for port in sorted({port for _, port in endpoints}))
    configuration.write_text(f"<AMPSConfig>\n<Name>loop</Name>\n<Transports>\n{transports}</Transports>\n</AMPSConfig>\n")
    listens = "".join(f"    listen {host}:{port};\n" for host, port in endpoints)
    server.write_text(
        "daemon off;\nerror_log /dev/null;\npid nginx.pid;\nworker_processes 1;\nevents { worker_connections 8192; }\n"
        f"http {{\n  access_log off;\n  server {{\n{listens}    return 404;\n  }}\n}}\n")
