"""A canary in every place where a secret may stand: no command, format, error text or crash shows it.

Only the user's own files hold it, also after `--fix`, which rewrites them.

Usage: canary_test.py AMPSLINT PROJECT
"""
import base64
import json
import os
import pathlib
import random
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import CANARY, TOOL, Scratch  # noqa: E402

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
# As `Authorization: Basic` holds it, for the users of these tests.
ENCODED = [base64.b64encode(f"{user}:{CANARY}".encode()).rstrip(b"=") for user in ("user", "u", "")]

AMPS = f"""<?xml version="1.0"?>
<AMPSConfig>
  <Name>one</Name>
  <Modules>
    <Module><Name>m</Name><Library>m.so</Library><Options>
      <ClientSecret>{CANARY}</ClientSecret><Password x="1">{CANARY}</Password><Pwd><![CDATA[{CANARY}]]></Pwd>
      <Token>x&amp;{CANARY}</Token><Password>{CANARY}<!-- between -->{CANARY}</Password><PrivateKeyPassword>{CANARY}</PrivateKeyPassword>
    </Options></Module>
  </Modules>
  <Admin><InetAddr>8085</InetAddr><SQLTransport>websocket</SQLTransport></Admin>
  <Transports>
    <Transport><Name>any</Name><Type>tcp</Type><InetAddr>9007</InetAddr>
      <Authentication><Module>gone</Module><Options><Password>${{SECRET}}</Password><Passwd>{CANARY}</Passwd></Options></Authentication></Transport>
    <Transport><Name>web</Name><Type>tcp</Type><InetAddr>9008</InetAddr><Protocol>websocket</Protocol></Transport>
    <Include>more.xml</Include>
  </Transports>
  <Replication>
    <Destination><Name>two</Name><Password>{CANARY}</Password>
      <Transport><InetAddr>tcp://user:{CANARY}@db2:9010</InetAddr><Type>amps-replication</Type>
        <Authenticator><Module>none</Module><Options><Password>{CANARY}</Password></Options></Authenticator></Transport></Destination>
  </Replication>
</AMPSConfig>
"""
MORE = f"""<Transport><Name>more</Name><Type>tcp</Type><InetAddr>90070</InetAddr>
  <Authentication><Module>gone</Module><Options><Secret>{CANARY}</Secret></Options></Authentication></Transport>
"""
URIS = [f"{scheme}://{user}:{CANARY}{behind}@{host}:{port}/amps/{kind}{query}"
        for scheme in ("tcp", "tcps", "ws", "wss", "unix", "http", "amqp", "tpc")
        for user, behind, host, port, kind, query in (
            ("user", "", "db1", 9007, "json", ""), ("u", "@x", "db1", 9070, "jsn", "?tcp_nodelay=ja"), ("u", "/x", "[::1]", 90070, "json", ""),
            ("", "?x", "db1", 9008, "json", "#x"), ("user", "%zz", "${HOST}", 9008, "", f"?password={CANARY}&Token={CANARY}"))]
URIS += [f"tcp:u:{CANARY}@db1:9007/amps/json", f"u:{CANARY}@db1:9007/amps/json", f"//u:{CANARY}@db1:9007", f"tcp://u:{CANARY}@db1",
         f"tcp://u:{CANARY}@a:1/amps/json,tcp://u:{CANARY}@b:2/amps/json", f"tcp://db1:9007/amps/json?pw={CANARY}", f"tcp://db1:9007/amps/json?passphrase={CANARY}", f"tcp://db1:9007/amps/json?password=a&{CANARY}",
         f"tcp://db1:9007/amps/json?api_key={CANARY}&credentials={CANARY}", f"tcp://u:{CANARY}@db1:9007\tx",
         f"tcp://db1:9007/amps/json?password:{CANARY}", f"tcp://db1:9007/amps/json?x=1&token {CANARY}", f"tcp%3A%2F%2Fu%3A{CANARY}%40db1:9007/amps/json",
         f"tcp%3a%2f%2fu%3a{CANARY}%40db1:9007/amps/json", f"tcp://u%3A{CANARY}%40db1:9007/amps/json", f"tcp://db1:9007/amps/json?password%3D{CANARY}",
         f"tcp://db1:9007/amps/json?p%61ssword={CANARY}&pass%77ord={CANARY}",
         f"tcp://u:{CANARY}", f"tcp://u:{CANARY}'x", f"ws://u:{CANARY}\"x@db1:9007", f"tcp://u:a {CANARY}@db1:9007/amps/json", f"password: {CANARY}"]
SOURCES = {
    "src/app.py": f'URI = "tcp://user:{CANARY}@db1:9007/amps/jsn"\nX = "tcp://user:{CANARY}" "@db1:9070/amps/json"\n'
                  f'Y = "tcp://db1:99999/amps/json"  # see https://user:{CANARY}@wiki/page and https://wiki/page?token={CANARY}\n',
    "src/App.java": f'class App {{ String[] uris = {{"tcp://u:{CANARY}@db1:9007/amps/json", "tcp://u:{CANARY}@db1:9070/amps/json"}}; }}\n',
    "src/app.properties": f"amps.uri=tcp\\://u\\:{CANARY}@db1\\:9070/amps/json\n",
    "src/app.yaml": f"amps:\n  uri: >-\n    tcp://u:{CANARY}@db1:9070/amps/json?password={CANARY}\n",
    "src/app.json": f'{{"uri": "tcp:\\/\\/u:{CANARY}@db1:9070/amps/json"}}\n',
    "src/run.sh": f"export URI='tcp://u:{CANARY}@db1:9070/amps/json' && client $URI\n",
    "src/app.js": f"const c = new Client(`wss://u:{CANARY}@db1:9007/amps/json`)\n",
    "src/README.md": f"Connect to `tcp://u:{CANARY}@db1:9070/amps/json`.\n",
    "src/beside.py": f'connect("tcp://u@db1:9070/amps/json", password="{CANARY}", Token = \'{CANARY}\')\n',
    "src/beside.sh": f"AMPS_URI=tcp://db1:9070/amps/json AMPS_PASSWORD={CANARY} client\n",
    "src/beside.json": f'{{"password": "{CANARY}", "uri": "tcp://db1:9070/amps/json", "api_key" : "{CANARY}"}}\n',
    "src/app.go": f'const uri = "tcp://u:{CANARY}%zz@db1:9007/amps/json"\n',
}
# What stands near a string, or in it where a quote, a blank or the end of a line seems to end it.
BAD = "tcp://db1:9070/amps/jsn?tcp_nodelay=true;tcp_sndbuf=1000"
SOURCES |= {
    "src/next.yml": f"amps:\n  uri: {BAD}\n  password: {CANARY}\n  credentials: \"{CANARY}\"\n  pwd: >-\n    {CANARY}\n",
    "src/env.yml": f"env:\n- name: AMPS_URI\n  value: {BAD}\n- name: AMPS_PASSWORD\n  value: {CANARY}\n",
    "src/next.json": f'{{"ampsUri": "{BAD}",\n "passphrase":\n  "{CANARY}", "Authorization": "Bearer {CANARY}"}}\n',
    "src/next.properties": f"amps.uri={BAD}\namps.password={CANARY};{CANARY} {CANARY}\namps.token : {CANARY}\n",
    "src/next.xml": f'<c uri="{BAD}" password="{CANARY}" BindPW=\'{CANARY}\'/><amps><uri>{BAD}</uri><password>{CANARY}</password></amps>\n',
    "src/beans.xml": f'<property name="ampsUri" value="{BAD}"/>\n<property name="password" value="{CANARY}"/><add key="ApiKey" value="{CANARY}"/>\n',
    "src/next.sh": f"java -Damps.uri={BAD} -Damps.password={CANARY} -jar x --password {CANARY} --token={CANARY} --secret '{CANARY}'\n",
    "src/Next.java": f'class Next {{ String amps_uri = "{BAD}"; String password="{CANARY}"; {{ setPassword("{CANARY}"); put("token", "{CANARY}"); }} }}\n',
    "src/quote.js": f"const ampsUri = 'ws://u:{CANARY}\\'x@db1:9007/amps/json'\nconst a = 'ws://u:{CANARY}'x@db1:9007/amps/json'\n",
    "src/quote.json": f'{{"ampsUri": "ws://u:{CANARY}\\"x@db1:9007/amps/json"}}\n',
    "src/goes-on.properties": f"amps.uri=ws://u:{CANARY}\\\n   x@db1:9007/amps/json\nother.uri=ws://u:a {CANARY}@db1:9007/amps/json\n",
    "src/blank.env": f"AMPS_URI=tcp://u:a {CANARY}@db1:9007/amps/json\nAMPS_URI='tcp://u:{CANARY} a@db1:9007/amps/json'\n",
    "src/blank.yml": f"amps_uri: tcp://u:{CANARY},x@db1:9007/amps/json\namps_url: 'ws://u:{CANARY}''x@db1:9007/amps/json'\n",
}
NGINX = f"""http {{
  server {{
    listen 8443 ssl;
    server_name web;
    location /amps/ {{
      proxy_set_header Authorization "Basic {CANARY}";
      proxy_set_header X-Token {CANARY};
      proxy_pass http://u:{CANARY}@db1:9008;
    }}
    location /b/ {{
      proxy_pass http://u:{CANARY}@db1:9/;
    }}
    location /c/ {{
      proxy_pass http://u:{CANARY}@$backend/x;
    }}
  }}
}}
"""
WORKSPACE = f"""[variables]
SECRET = "{CANARY}"

[[instance]]
configuration = "amps.xml"
hosts = ["db1"]
variables = {{ PASSWORD = "{CANARY}" }}

[[clients]]
name = "all"
lists = ["clients.txt"]
scan = ["src"]

[[proxy]]
nginx = "nginx.conf"
"""
SELF = [f"tcp://user:{CANARY}@127.0.0.1:1/amps/json", f"ws://user:{CANARY}@127.0.0.1:1/amps/json"]


class Echo:
    """A server that repeats what it was sent wherever a server has words: in an HTTP head, an ack's reason, or as plain bytes."""

    def __init__(self, answer):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.answer = answer
        self.heard = b""
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            with client:
                client.settimeout(2)
                try:
                    got = client.recv(65536)
                    self.heard += got
                    client.sendall(self.answer(got))
                    client.recv(1)
                except OSError:
                    pass

    def close(self):
        self.socket.close()


def http_head(got):
    sent = b" ".join(re.findall(rb"(?:Basic) (\S+)", got)) + b" " + CANARY.encode()
    return (b"HTTP/1.1 403 no %s\r\nServer: %s\r\nVia: %s\r\nWWW-Authenticate: Basic realm=\"%s\"\r\nUpgrade: %s\r\n"
            b"Content-Length: 0\r\n\r\n" % ((sent,) * 5))


def logon_ack(got):
    cid = re.search(rb'"cid":"([^"]*)"', got)
    ack = {"c": "ack", "a": "processed", "status": "failure", "version": f"6.0 {CANARY}", "reason": f"not {CANARY}",
           "cid": cid.group(1).decode() if cid else ""}
    message = json.dumps(ack).encode()
    return struct.pack("!I", len(message)) + message


class Canary(Scratch):
    def setUp(self):
        super().setUp()
        self.write("amps.xml", AMPS)
        self.write("more.xml", MORE)
        self.write("clients.txt", "\n".join(URIS) + "\n")
        self.write("plain.xml", "<AMPSConfig><Transports><Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr>"
                   "<Protocol>amps</Protocol></Transport></Transports></AMPSConfig>")
        self.write("nginx.conf", NGINX)
        self.write("vars.env", f"SECRET={CANARY}\n{CANARY}\n")
        for name, text in SOURCES.items():
            self.write(name, text)
        self.inputs = ["amps.xml", "--clients", "clients.txt", "--scan", "src", "-D", f"SECRET={CANARY}",
                       *[value for uri in URIS for value in ("-c", uri)]]
        self.reports = json.loads(self.run_tool("rules", "--format", "json").stdout) and self.formats()

    def formats(self):
        """As the tool's own help names them."""
        done = self.run_tool("check", "--format", "none", status=2).stderr.decode()
        help_ = self.run_tool("check", "--help").stdout.decode()
        known = [word for word in ("text", "concise", "json", "jsonl", "sarif", "github", "junit", "html", "prometheus", "gitlab", "checkstyle", "rdjson", "azure",
                                   "sonar", "markdown") if word in help_ + done]
        self.assertGreater(len(known), 12)
        return known

    def try_all(self, *arguments, env=None, given=None, folder=None):
        """Runs the tool; neither what it prints nor the files that it writes may show the canary."""
        before = self.files()
        done = self.run_tool(*arguments, env=env, given=given, folder=folder)
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        for encoded in ENCODED:
            self.assertNotIn(encoded, done.stdout + done.stderr)
        for name, text in self.files().items():
            if before.get(name) != text:
                self.assertNotIn(CANARY.encode(), text, (name, arguments))
        return done

    def files(self):
        return {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    def test_reports(self):
        for more in ([], ["--show-suppressed", "--color", "always", "--preset", "pedantic", "--preset", "security", "--host"],
                     ["--compare", "5.2.0"], ["--client-kind", "javascript"], ["--client-kind", "go"], ["--client-kind", "java"]):
            outputs = [value for name in self.reports for value in ("--format", f"{name}=out.{name}")]
            done = self.try_all("check", *self.inputs, *more, *outputs)
            self.assertEqual(done.returncode, 1, done.stderr)
            for name in self.reports:
                self.assertGreater(len(self.read(f"out.{name}")), 0, name)
        for name in self.reports:
            self.try_all("check", *self.inputs, "--format", name)
        for more in ([], ["--preset", "pedantic", "--client-kind", "java"]):
            self.try_all("check", "amps.xml", "more.xml", "--clients", "clients.txt", *more, "--format", "jsonl")
        self.assertIn(b"***", self.read("out.json"))

    def test_passwords_of_strings_elsewhere(self):
        """What one string shows to be secret is hidden wherever else it stands."""
        for name, text in {"comment.py": f'connect("tcp://u:{CANARY}@db1:9070/amps/json")  # {CANARY}, in base64 {CANARY}\n',
                           "path.py": f'connect("tcp://u:{CANARY}@db1:9070/amps/json")\nconnect("tcp://db1:9070/{CANARY}/json?x={CANARY}")\n',
                           "escaped.py": f'connect("tcp://u:%634n4ry@db1:9070/amps/json")  # {CANARY}\n',
                           "curl.sh": f"curl -u joe:{CANARY} x && client --uri={BAD}\ncurl --user 'joe:{CANARY}' {BAD}\n"}.items():
            self.write(f"elsewhere/{name}", text)
            for report in self.reports:
                self.try_all("check", "--isolated", "plain.xml", "--scan", f"elsewhere/{name}", "--format", report)

    def test_workspace(self):
        for text in (WORKSPACE, WORKSPACE + f"\n[{CANARY}\n", WORKSPACE + f"\n[<{CANARY}]\n", WORKSPACE.replace("lists", f"password = \"{CANARY}\"\nlists"),
                     WORKSPACE.replace('["src"]', f'"{CANARY}"x'), WORKSPACE.replace('name = "all"', f'kind = "tcp://u:{CANARY}@h"')):
            self.write("ampslint.toml", text)
            for name in self.reports:
                self.try_all("check", "--format", name)
            self.try_all("connections")
            self.try_all("expand", "amps.xml")
            self.try_all("probe", "--list")

    def test_commands(self):
        for arguments in (["parse", *URIS], ["parse", *URIS, "--format", "json"], ["parse", "--scan", "src"], ["parse", "--clients", "clients.txt"],
                          ["expand", "amps.xml", "-D", f"SECRET={CANARY}"], ["expand", "amps.xml", "--origins", "-D", f"SECRET={CANARY}"],
                          ["connections", "amps.xml"], ["connections", "amps.xml", "--format", "json"], ["rules"], ["init"],
                          ["check", *self.inputs, "--list-ignores"], ["check", *self.inputs, "--list-ignores", "--format", "json"],
                          ["check", *self.inputs, "--write-baseline", "b.json"], ["check", *self.inputs, "--baseline", "b.json"],
                          ["check", *self.inputs, "--baseline", "clients.txt"], ["check", *self.inputs, "--baseline", "amps.xml"],
                          ["check", *self.inputs, "--diff"], ["check", *self.inputs, "--diff=unsafe"],
                          ["check", *self.inputs, "--env-file", "vars.env"], ["check", *self.inputs, "--env-file", "clients.txt"]):
            self.try_all(*arguments, env={**os.environ, "SECRET": CANARY, "PASSWORD": CANARY})
        self.try_all("check", "-", given=AMPS.encode())
        self.try_all("check", "amps.xml", "--clients", "-", given="\n".join(URIS).encode())

    def test_slips(self):
        """A string in the place of something else, as it happens."""
        for slip in (f"u:{CANARY}@h", f"password={CANARY}", f"--password={CANARY}", f"tcp://u:{CANARY}", f"tcp://h:9007/amps/json?password=a&{CANARY}"):
            for command in ("check", "probe", "expand", "connections", "explain", "parse"):
                self.try_all(command, slip)
                self.try_all(command, "--clients", slip)
        uri = f"tcp://user:{CANARY}@db1:9007/amps/json"
        for command in ("check", "probe", "expand", "connections", "explain", "init", "rules", "completions", "manual", "parse"):
            for arguments in ([uri], ["--" + uri], [f"--x={uri}"], [f"--isolated={uri}"], ["-c"]):
                self.try_all(command, *arguments)
        for option in ("--clients", "--scan", "--failover", "--workspace", "--env-file", "-D", "--amps-version", "--client-kind", "--select", "--ignore",
                       "--severity", "--fail-on", "--format", "--color", "--preset", "--baseline", "--since", "--compare", "--diff", "--fix",
                       "--write-baseline"):
            for value in (uri, f"{uri}={uri}", f"json={self.folder}/none/{uri}"):
                self.try_all("check", "amps.xml", f"{option}={value}" if option.startswith("--") else option + value)
        self.try_all(uri)
        for option in ("--timeout", "--credentials-env", "--credentials-file", "--ca", "--cert", "--key", "--tls-min", "--watch", "--concurrency"):
            self.try_all("probe", "amps.xml", f"{option}={uri}")
        self.try_all("check", "amps.xml", env={**os.environ, "SOURCE_DATE_EPOCH": uri})

    def test_probe(self):
        self.write("near.txt", "\n".join(SELF) + "\n")
        self.write("login", f"user:{CANARY}\n")
        self.write("bad-login", f"{CANARY}\n")
        formats = [*self.reports, "nagios"]
        how = ["--logon", "--allow-insecure-credentials", "--timeout", "2", "--isolated"]
        for name in formats:
            self.try_all("probe", "amps.xml", "--clients", "near.txt", *how, "--format", name)
        self.try_all("probe", "amps.xml", "--clients", "near.txt", "--list")
        for more in (["--credentials-file", "login"], ["--credentials-file", "bad-login"], ["--credentials-file", "clients.txt"],
                     ["--credentials-env", "LOGIN"], ["--credentials-env", "PASSWORD"]):
            self.try_all("probe", "amps.xml", "-c", "tcp://127.0.0.1:1/amps/json", *how, *more,
                         env={**os.environ, "LOGIN": f"user:{CANARY}", "PASSWORD": CANARY})

    def test_server_answers(self):
        """A server may repeat what it was sent, in any of its words."""
        how = ["--logon", "--allow-insecure-credentials", "--timeout", "5", "--isolated", "--format"]
        for answer, uri in ((http_head, "ws://user:{}@127.0.0.1:{}/amps/json"), (logon_ack, "tcp://user:{}@127.0.0.1:{}/amps/json"),
                            (lambda got: got, "tcp://user:{}@127.0.0.1:{}/amps/json"),
                            (lambda got: b"SSH-2.0-" + CANARY.encode() + b"\r\n", "tcp://user:{}@127.0.0.1:{}/amps/json")):
            server = Echo(answer)
            self.addCleanup(server.close)
            self.write("login", f"user:{CANARY}\n")
            given = self.write("echo.txt", uri.format(CANARY, server.port) + "\n").name
            bare = self.write("bare.txt", uri.format("", server.port).replace("user:@", "") + "\n").name
            for name in [*self.reports, "nagios"]:
                self.try_all("probe", "amps.xml", "--clients", given, *how, name)
            self.try_all("probe", "amps.xml", "--clients", bare, "--credentials-file", "login", *how, "json")
            sent = server.heard
            self.assertTrue(CANARY.encode() in sent or ENCODED[0] in sent, "the credentials were not sent: nothing is tested")

    def test_environment_files(self):
        """Secrets that come in through a variable, and are used where nobody expects one."""
        misused = AMPS.replace("<InetAddr>9007</InetAddr>", "<InetAddr>${DB_PASSWORD}</InetAddr>").replace(
            "<Name>any</Name>", "<Name>x${DB_PASSWORD}</Name>")
        self.write("misused.xml", misused)
        self.write("vars.env", f"# {CANARY}\nexport SECRET='{CANARY}'\nDB_PASSWORD={CANARY}\n")
        self.write("ampslint.toml", 'env-files = ["vars.env"]\n[[instance]]\nconfiguration = "misused.xml"\n')
        for text in ("", "\nx " + CANARY, f"\n={CANARY}", f"\nDB_PASSWORD {CANARY}"):
            self.write("broken.env", self.read("vars.env") + text.encode())
            for env, more in ((None, ["--env-file", "broken.env"]), (None, ["-D", f"DB_PASSWORD={CANARY}", "-D", f"SECRET={CANARY}"]),
                              ({**os.environ, "DB_PASSWORD": CANARY, "SECRET": CANARY}, [])):
                for name in self.reports:
                    self.try_all("check", "misused.xml", "--isolated", *more, "--format", name, env=env)
                for command in (["expand", "misused.xml"], ["connections", "misused.xml"]):
                    self.try_all(*command, "--isolated", *more, env=env)
        for name in self.reports:
            self.try_all("check", "--format", name)

    def test_variables_however_they_are_named(self):
        """A name that is split in the source, a value made with a secret one, and pieces of values in messages."""
        document = "<AMPSConfig><Name>n</Name><Transports><Transport><Name>t</Name>{}</Transport></Transports></AMPSConfig>"
        env = {**os.environ, "DEPLOY_TOKEN": f"{CANARY}1", "CI": ""}
        for text in ("<Type>${DB_PASS&#87;ORD}</Type>", "<Type>$<!-- -->{DEPLOY_TOKEN}</Type>", "<Type>${SITE}</Type>", "<Type>${OTHER}</Type>",
                     "<InetAddr>${DB_PASSWORD}</InetAddr>", "<InetAddr>${SITE}</InetAddr>", "<InetAddr>${URI}</InetAddr>", "<InetAddr>${PATH_TOKEN}</InetAddr>",
                     "<Include>${DB_PASSWORD}.xml</Include>", "<Include>${PATH_TOKEN}.xml</Include>", "<InetAddr>${NUMBER_TOKEN}</InetAddr>"):
            self.write("split.xml", document.format(text))
            self.write("made.env", f"SECRET_TOKEN={CANARY}2\nSITE=${{SECRET_TOKEN}}\nSECRET_TOKEN=none\nOTHER=\"pre$DEPLOY_TOKEN\"\n")
            given = ["-D", f"DB_PASSWORD=Tok9:{CANARY}", "-D", f"URI=tcp://u:{CANARY}@h", "-D", f"PATH_TOKEN=aa/bb/{CANARY}+cc==", "--env-file", "made.env",
                     "-D", f"NUMBER_TOKEN={CANARY}:987654"]
            for command in (["check", "--format", "json"], ["check"], ["expand"], ["connections"]):
                done = self.try_all(*command, "split.xml", "--isolated", *given, env=env)
                self.assertNotIn(b"987654", done.stdout + done.stderr)

    def test_elements_however_they_are_named(self):
        """A name beside its value, and what the words of a value show."""
        options = "<AMPSConfig><Name>n</Name><Modules><Module><Name>m</Name><Library>l</Library><Options>\n{}<Typ>x</Typ></Options></Module></Modules></AMPSConfig>"
        for text in (f'<Password value="{CANARY}"/>', f'<Option name="Password">{CANARY}</Option>', f'<Option name="Password" value="{CANARY}"/>',
                     f"<Name>Password</Name><Value>{CANARY}</Value>", f"<Key>api_key</Key>\n<Value>{CANARY}</Value>", f"<Password><Value>{CANARY}</Value></Password>",
                     f"<Password>\n<Plain a='{CANARY}'>{CANARY}</Plain></Password>", f"<Args>run --password {CANARY}</Args>",
                     f"<Header>Authorization: Bearer {CANARY}</Header>", f"<Header x='-H Authorization: Basic {CANARY}'/>",
                     f"<Key>-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n-----END RSA PRIVATE KEY-----</Key>",
                     *(f"<{name}>{CANARY}</{name}>" for name in ("keypass", "dbpass", "creds", "auth", "sig", "signature", "masterkey", "session_key",
                                                                 "AccountKey", "private-key", "password_profile", "PasswordProfile"))):
            self.write("named.xml", options.format(text))
            for command in (["check"], ["check", "--format", "json"], ["check", "--format", "html"], ["expand"]):
                self.try_all(*command, "named.xml", "--isolated")
        self.write("named.xml", options.format("<PasswordFile>shown-a</PasswordFile><PrivateKey>shown-b</PrivateKey><Password file='shown-c'/>"))
        done = self.try_all("expand", "named.xml", "--isolated")
        for shown in (b"shown-a", b"shown-b", b"shown-c"):
            self.assertIn(shown, done.stdout)

    def test_broken_markup(self):
        """`check` and `expand` quote pieces of what is not well-formed."""
        options = "<AMPSConfig><Name>n</Name><Modules><Module><Name>m</Name><Library>l</Library><Options>{}</Options></Module></Modules></AMPSConfig>"
        for text in (f"<Password>a<{CANARY}</Password>", f"<Password>a&{CANARY};</Password>", f"<Password>a<{CANARY} x='1'></Password>",
                     f"<Password x={CANARY}>a</Password>", f"<Password>a</{CANARY}></Password>", f"<Password><![CDATA[{CANARY}</Password>",
                     f"<Password>a<!--{CANARY}--{CANARY}--></Password>", f"<Password>a&#x{CANARY};</Password>", f"<Password>a<?{CANARY}</Password>",
                     f"<Password>${{{CANARY}}}</Password><Password>a${{{CANARY}</Password>", f"<Password Password='a&{CANARY};' token='<{CANARY}'>x</Password>",
                     f"<ApiKey>a<{CANARY}</ApiKey><BindPW>b&{CANARY};</BindPW>", f"<Password>\n{CANARY}<\n</Password>"):
            self.write("broken.xml", options.format(text))
            for name in ("text", "json", "html", "junit"):
                self.try_all("check", "broken.xml", "--isolated", "--format", name)
            self.try_all("expand", "broken.xml", "--isolated")
        secret = (f"<!DOCTYPE AMPSConfig [<!ENTITY password '{CANARY}'>]>", "<X>&password;</X><Password>&password;</Password>")
        for text in (secret[0] + options.format(secret[1]), options.format("") + f"<Password>{CANARY}</Password>",
                     options.format("") + f"\n<Password a='{CANARY}'>\n{CANARY}",
                     options.format(f"\n<!-- <Password>{CANARY}</Password> password={CANARY} -->\n<Typ>x</Typ>"),
                     f"<AMPSConfig><Include>http://u:{CANARY}@h/x</Include><Include>http://h/x?token={CANARY}</Include></AMPSConfig>",
                     f"<AMPSConfig><Transports><Transport><InetAddr>u:{CANARY}@h:1</InetAddr></Transport></Transports></AMPSConfig>"):
            self.write("broken.xml", text)
            for arguments in (["check"], ["check", "--format", "json"], ["check", "--format", "html"], ["check", "--diff=unsafe"], ["expand"], ["connections"]):
                more = ["-c", "tcp://h:1/amps/json"] if arguments[0] == "check" else []
                self.try_all(*arguments, "broken.xml", "--isolated", *more)

    def test_fix_writes_the_users_file_only(self):
        for kind in ("c++", "java", "javascript"):
            for name, text in {"amps.xml": AMPS, "clients.txt": "\n".join(URIS) + "\n", **SOURCES}.items():
                self.write(name, text)
            own = set(self.files())
            done = self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--scan", "src", "--fix=unsafe", "--client-kind", kind)
            self.assertIn(done.returncode, (0, 1))
            self.assertEqual(set(self.files()), own)

    def test_broken_files(self):
        """Files that end, or are hit, anywhere around a secret."""
        texts = {"amps.xml": AMPS, "nginx.conf": NGINX, "clients.txt": "\n".join(URIS), "ampslint.toml": WORKSPACE,
                 "src/app.json": SOURCES["src/app.json"], "src/app.py": SOURCES["src/app.py"], "src/app.yaml": SOURCES["src/app.yaml"]}
        self.write("ampslint.toml", WORKSPACE)
        outputs = [value for name in ("text", "json", "sarif", "html") for value in ("--format", f"{name}=out.{name}")]
        chance = random.Random(7)
        for name, text in texts.items():
            near = {found.start() + far for found in re.finditer(CANARY, text) for far in range(-28, 29, 7) if 0 <= found.start() + far <= len(text)}
            for at in chance.sample(sorted(near), min(len(near), 24)):
                # What is cut within the canary shows a piece of it at most: the rest of the file still has whole ones.
                # A hit in the name of an option makes it another one, which nothing can know to be secret.
                hit = [] if name.startswith(("clients", "src")) else [text[:at] + "<" + text[at:], text[:at] + "\0\"'" + text[at:]]
                for broken in [text[:at], *hit]:
                    self.write(name, broken)
                    self.try_all("check", *outputs)
            self.write(name, text)

    def test_memory_ends(self):
        """The way of an exception that nobody catches."""
        self.write("clients.txt", "\n".join(URIS * 20000) + "\n")
        seen = set()
        for megabytes in (24, 32, 48, 64, 96, 128, 256):
            limit = megabytes << 20

            def little():
                resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

            done = subprocess.run([TOOL, "check", "amps.xml", "--clients", "clients.txt", "--format", "json=out.json"], cwd=self.folder, timeout=120,
                                  capture_output=True, preexec_fn=little, check=False)
            self.assertNotIn(CANARY.encode(), done.stdout + done.stderr)
            self.assertNotIn(b"what()", done.stderr)
            seen.add(done.returncode)
            if b"out of memory" in done.stderr:
                self.assertEqual(done.returncode, 2)
                seen.add("out of memory")
        self.assertIn("out of memory", seen)

    def test_signals(self):
        self.write("clients.txt", "\n".join(URIS * 10000) + "\n")
        for number, (name, delay) in enumerate([(signal.SIGABRT, 0.1), (signal.SIGSEGV, 0.3), (signal.SIGABRT, 0.8), (signal.SIGTERM, 0.5)]):
            before = set(self.files())
            with open(self.folder / f"out{number}", "wb") as out:
                running = subprocess.Popen([TOOL, "check", "amps.xml", "--clients", "clients.txt"], cwd=self.folder, stdout=out, stderr=out,
                                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
                                           if resource.getrlimit(resource.RLIMIT_CORE)[1] == resource.RLIM_INFINITY else None)
                time.sleep(delay)
                with open(f"/proc/{running.pid}/limits", encoding="ascii") as limits:
                    core = next(line for line in limits if line.startswith("Max core file size"))
                self.assertRegex(core, r"size +0 ", "a core file would hold all passwords")
                running.send_signal(name)
                running.wait(timeout=120)
            self.assertNotIn(CANARY.encode(), self.read(f"out{number}"))
            self.assertEqual(set(self.files()) - before, {str(self.folder / f"out{number}")})


if __name__ == "__main__":
    unittest.main()
