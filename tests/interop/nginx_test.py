"""What `ampslint check` says of strings that go through an nginx, against what the real nginx does with them.

nginx_test.py AMPSLINT [TEST]

Each string is sent to nginx as a client's preflight is. What is `compatible` must come to the transport behind it, and what is
`refused` must not; `unknown` is right either way, but the cases say where it is expected.
"""
import json
import pathlib
import random
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import unittest

import proxy

AMPSLINT = ""
BOUND = 60  # seconds; nothing may hang

AMPS = """<AMPSConfig><Name>one</Name><Transports><Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>{port}</InetAddr>
<Protocol>amps</Protocol></Transport></Transports></AMPSConfig>
"""

UPGRADE = """proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";"""
PASS = f"proxy_pass http://127.0.0.1:AMPS; {UPGRADE}"
HERE = f"location / {{ {PASS} }}"  # everything goes to the transport


class Answering(socketserver.BaseRequestHandler):
    """Answers each request as a transport answers a preflight."""

    def handle(self):
        self.request.settimeout(5)
        try:
            asked = b""
            while b"\r\n\r\n" not in asked:
                got = self.request.recv(4096)
                if not got:
                    return
                asked += got
            self.request.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: tcp\r\n\r\n")
        except OSError:
            pass


class Transport(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


def preflight(address, host, path):
    """The status of the answer; 0 where there is none."""
    with socket.create_connection(address, 5) as sock:
        sock.settimeout(5)
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: upgrade\r\nUpgrade: tcp\r\n\r\n".encode())
        try:
            words = sock.recv(4096).split(b" ", 2)
        except OSError:
            return 0
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


class NginxCase(proxy.ProxyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.transport = Transport()

    @classmethod
    def tearDownClass(cls):
        cls.transport.shutdown()
        cls.transport.server_close()

    def checked(self, front, strings, hosts, amps_hosts):
        """What ampslint says: [(verdict, rules)], and standard error."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "amps.xml").write_text(AMPS.format(port=self.transport.port), encoding="utf-8")
            quoted = ", ".join(f'"{host}"' for host in hosts)
            amps = ", ".join(f'"{host}"' for host in amps_hosts)
            (folder / "ampslint.toml").write_text(
                f'[[instance]]\nconfiguration = "amps.xml"\nhosts = [{amps}]\n[[proxy]]\nnginx = "nginx/nginx.conf"\n'
                + (f"hosts = [{quoted}]\n" if hosts else ""), encoding="utf-8")
            (folder / "strings.txt").write_text("".join(string + "\n" for string in strings), encoding="utf-8")
            # A listener on loopback is what a test may have; ampslint sees the address of a server.
            for path in front.folder.rglob("*.conf"):
                if path.name != "started.conf":
                    copy = folder / "nginx" / path.relative_to(front.folder)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
            done = subprocess.run([AMPSLINT, "check", "--clients", "strings.txt", "--format", "json"], cwd=folder, timeout=BOUND,
                                  capture_output=True, text=True, check=False)
            self.assertIn(done.returncode, (0, 1, 2), done.stderr)
            said = json.loads(done.stdout)
            by_line = {}
            for found in said["diagnostics"]:
                by_line.setdefault(found["start"]["line"] if found["path"] == "strings.txt" else 0, []).append(found["rule"])
            return [(one["verdict"], by_line.get(one["start"]["line"], [])) for one in said["connections"]], done.stderr

    def compare(self, text, requests, hosts=("edge.example.com",), files=None, modules=(), ports=1, amps_hosts=("127.0.0.1",)):
        """`requests`: [(host, path, verdict)], or with the number of a port and the address to connect to."""
        for module in modules:
            if not (proxy.MODULES / f"{module}.so").exists():
                self.skipTest(f"nginx has no {module} here")
        filled = text.replace("AMPS", str(self.transport.port))
        files = {name: one.replace("AMPS", str(self.transport.port)) for name, one in (files or {}).items()}
        with proxy.Nginx(filled, files, modules, ports) as front:
            strings = []
            for host, path, _, *rest in requests:
                port = front.ports[rest[0] if rest else 0]
                strings.append(f"tcp://{host}:{port}{path}?http_preflight=true")
            said, stderr = self.checked(front, strings, hosts, amps_hosts)
            self.assertEqual(len(said), len(requests), stderr)
            for (host, path, expected, *rest), (verdict, rules) in zip(requests, said):
                address = (rest[1] if len(rest) > 1 else "127.0.0.1", front.ports[rest[0] if rest else 0])
                status = preflight(address, host, path)
                what = f"{host} {path}: nginx answers {status}, ampslint says {verdict} {rules}\n{stderr}\n{filled}"
                self.assertEqual(verdict, expected, what)
                if verdict == "compatible":
                    self.assertEqual(status, 101, what)
                else:
                    self.assertTrue(verdict == "unknown" or status != 101, what)
            return said, stderr


def server(names, body, listen="127.0.0.1:PORT0"):
    return f"server {{ listen {listen}; {f'server_name {names};' if names is not None else ''} {body} }}\n"


def http(*parts):
    return "http {\n" + "".join(parts) + "}\n"


NO = "return 404;"
EDGE = "edge.example.com"
AT = "/orders/amps/json"


class Servers(NginxCase):
    """Which server of an address answers."""

    def test_exact_before_wildcards(self):
        for before in ("*.example.com", "edge.*", ".example.com", "~^edge", "_", '""'):
            for first in (True, False):
                parts = [server(before, NO), server(EDGE, HERE)]
                self.compare(http(*(parts if first else parts[::-1])), [(EDGE, AT, "compatible")])
                parts = [server(before, HERE), server(EDGE, NO)]
                self.compare(http(*(parts if first else parts[::-1])), [(EDGE, AT, "refused")])

    def test_longest_wildcard(self):
        self.compare(http(server("*.com", NO), server("*.example.com", HERE), server("a.b.*", NO), server("~.", NO)),
                     [(EDGE, AT, "compatible"), ("a.b.example.com", AT, "compatible"), ("example.com", AT, "refused"),
                      ("other.com", AT, "refused")], hosts=(EDGE, "example.com"))
        self.compare(http(server("edge.*", NO), server("edge.example.*", HERE), server("~^edge", NO)),
                     [(EDGE, AT, "compatible"), ("edge.example.org", AT, "compatible"), ("edge.example.co.uk", AT, "compatible"),
                      ("edge.other.org", AT, "refused")])
        self.compare(http(server("*.example.com", HERE), server("edge.example.*", NO)), [(EDGE, AT, "compatible")])

    def test_dot(self):
        self.compare(http(server("_", NO), server(".example.com", HERE)),
                     [("example.com", AT, "compatible"), (EDGE, AT, "compatible"), ("EDGE.Example.COM", AT, "compatible")])

    def test_regular_expressions(self):
        parts = server("_", NO), server(r"~^(?<who>edge|feed)\.example\.com$", HERE), server("~^e", NO)
        self.compare(http(*parts), [(EDGE, AT, "compatible"), ("feed.example.com", AT, "compatible"), ("egg.example.com", AT, "refused")],
                     hosts=(EDGE, "feed.example.com", "egg.example.com"))
        self.compare(http(*parts), [(EDGE, AT, "compatible"), ("egg.example.com", AT, "refused")], hosts=())
        self.compare(http(server(r'"~^edge\\.example\\.(com|org){1}$"', HERE), server("_", NO)), [(EDGE, AT, "compatible")])

    def test_default_server(self):
        marked = "127.0.0.1:PORT0 default_server"
        self.compare(http(server("a", NO), server("b", HERE)), [(EDGE, AT, "refused"), ("b", AT, "compatible")])
        self.compare(http(server("a", HERE), server("b", NO)), [(EDGE, AT, "compatible"), ("b", AT, "refused")])
        self.compare(http(server("a", NO), server("_", HERE, marked)), [(EDGE, AT, "compatible")])
        self.compare(http(server("a", HERE), server(None, NO, marked)), [(EDGE, AT, "refused"), ("a", AT, "compatible")])
        self.compare(http(server("a", HERE), server('""', NO, "127.0.0.1:PORT0 default")), [(EDGE, AT, "refused")])
        # Whose host is it?
        self.compare(http(server("a", NO), server("_", HERE, marked)), [("elsewhere", AT, "unknown"), ("a", AT, "refused")], hosts=())
        self.compare(http(server("_", NO, marked), server(EDGE, HERE)), [(EDGE, AT, "compatible")], hosts=())

    def test_hostname(self):
        own = socket.gethostname()
        self.compare(http(server("_", HERE), server("$hostname", NO)), [(EDGE, AT, "unknown"), (own, AT, "unknown")], hosts=(EDGE, own))
        self.compare(http(server("$hostname", HERE)), [(EDGE, AT, "compatible")])
        self.compare(http(server("$hostname", NO), server(EDGE, HERE)), [(EDGE, AT, "compatible")], hosts=())

    def test_addresses(self):
        parts = (server("_", HERE, "127.0.0.1:PORT0"), server("_", NO, "127.0.0.2:PORT0"), server("_", NO, "127.0.0.1:PORT1"))
        self.compare(http(*parts), [("127.0.0.1", AT, "compatible"), ("127.0.0.2", AT, "refused", 0, "127.0.0.2"),
                                    ("127.0.0.1", AT, "refused", 1)], ports=2, hosts=(), amps_hosts=("10.0.0.9", "127.0.0.1"))
        parts = (server(EDGE, HERE, "127.0.0.1:PORT0"), server(EDGE, NO, "127.0.0.1:PORT1"))
        self.compare(http(*parts), [(EDGE, AT, "compatible"), (EDGE, AT, "refused", 1)], ports=2)
        self.compare(http(server(EDGE, HERE, "localhost:PORT0")), [(EDGE, AT, "compatible")])

    def test_listens_that_are_not_meant(self):
        self.compare(http(server(EDGE, NO, "unix:FOLDER/socket"), server("_", HERE)), [(EDGE, AT, "compatible")])


class Locations(NginxCase):
    """Which location of a server answers."""

    def paths(self, body, *expected, **options):
        return self.compare(http(server(EDGE, body)), [(EDGE, path, verdict) for path, verdict in expected], hosts=(), **options)

    def test_prefixes(self):
        self.paths(f"location / {{ {NO} }} location /orders {{ {PASS} }} location /orders/old/ {{ {NO} }}",
                   (AT, "compatible"), ("/orders/old/amps/json", "refused"), ("/ordersx/amps/json", "compatible"), ("/amps/json", "refused"))
        self.paths(f"location = {AT} {{ {PASS} }} location / {{ {NO} }} location ~ json {{ {NO} }}",
                   (AT, "compatible"), (AT + "/", "refused"), ("/other/amps/json", "refused"))
        self.paths(f"location ={AT} {{ {PASS} }} location ^~/orders/ {{ {NO} }} location ~*JSON$ {{ {PASS} }}",
                   (AT, "compatible"), ("/orders/amps/nvfix", "refused"), ("/orders/x/amps/json", "refused"), ("/quotes/amps/json", "compatible"))
        self.paths(f"location {AT}/ {{ {PASS} }} location / {{ {PASS} }}", (AT, "refused"), ("/quotes/amps/json", "compatible"))
        self.paths(f"location {AT}/ {{ {NO} }} location / {{ {PASS} }}", (AT, "compatible"))
        self.paths(f"location {AT}/ {{ {PASS} }} location {AT} {{ {NO} }} location = {AT} {{ {PASS} }}", (AT, "compatible"))

    def test_regular_expressions(self):
        self.paths(f"location ~ ^/(orders|quotes)/ {{ {PASS} }} location /orders/ {{ {NO} }} location ~ . {{ {NO} }}",
                   (AT, "compatible"), ("/Orders/amps/json", "refused"), ("/web/amps/json", "refused"))
        self.paths(f'location ~ "^/[a-z]{{2,9}}/" {{ {PASS} }}', (AT, "compatible"), ("/a/amps/json", "refused"))
        self.paths(f'location ~* "(*UTF8)^/ORDERS/" {{ {PASS} }}', (AT, "compatible"))
        self.paths(f'location ~ "^/orders\\\\.v1/" {{ {PASS} }}', ("/orders.v1/amps/json", "compatible"), ("/orders-v1/amps/json", "refused"))

    def test_nested(self):
        self.paths(f"location /orders/ {{ location /orders/amps/ {{ {PASS} }} location ~ x$ {{ {NO} }} }} location ~ ^/orders/b {{ {NO} }}",
                   (AT, "compatible"), ("/orders/amps/jsonx", "refused"), ("/orders/b/amps/json", "refused"), ("/x/amps/jsonx", "refused"))
        self.paths(f"location ~ ^/o {{ location ~ json$ {{ {PASS} }} return 403; }}", (AT, "compatible"), ("/orders/amps/fix", "refused"))
        self.paths(f"location ~ ^/o {{ location ~ json$ {{ {PASS} }} }}", (AT, "compatible"), ("/orders/amps/fix", "refused"))
        self.paths(f"location ^~ /o {{ location /orders/ {{ {PASS} }} }} location ~ json {{ {NO} }}", (AT, "compatible"))
        self.paths(f"location /o {{ location ^~ /orders/ {{ {PASS} }} }} location ~ json {{ {NO} }}", (AT, "refused"))

    def test_normal_paths(self):
        self.paths(f"location /orders/ {{ {PASS} }} location / {{ {NO} }}",
                   ("/%6frders/amps/json", "compatible"), ("//orders//amps/json", "compatible"), ("/x/../orders/amps/json", "compatible"),
                   ("/./orders/amps/json", "compatible"), ("/orders/../amps/json", "refused"))

    def test_internal(self):
        self.paths(f"location / {{ internal; {PASS} }}", (AT, "refused"))
        self.paths(f"location @orders {{ {PASS} }}", (AT, "refused"))

    def test_headers(self):
        lost = 'proxy_set_header Host $host; proxy_pass http://127.0.0.1:AMPS;'
        self.paths(f"{UPGRADE} location / {{ proxy_pass http://127.0.0.1:AMPS; }} location /lost/ {{ {lost} }}",
                   (AT, "compatible"), )

    def test_upstreams(self):
        upstream = "upstream Orders { server 127.0.0.1:1 down; server 127.0.0.1:AMPS weight=5; }\n"
        self.compare(http(upstream, server(EDGE, f"location / {{ {UPGRADE} proxy_pass HTTP://orders; }}")), [(EDGE, AT, "compatible")])
        self.compare(http(upstream, server(EDGE, f"location / {{ {UPGRADE} proxy_pass http://ORDERS/x/; }}")), [(EDGE, AT, "compatible")])


class Rewrites(NginxCase):
    """What becomes of a request before, or instead of, its location's proxy_pass."""

    paths = Locations.paths

    def test_return(self):
        for status in (204, 301, 403, 444, 503):
            self.paths(f"return {status}; location / {{ {PASS} }}", (AT, "refused"))
            self.paths(f"location / {{ return {status}; {PASS} }}", (AT, "refused"))
        self.paths(f"return https://$host$request_uri; location / {{ {PASS} }}", (AT, "refused"))
        self.paths(f"location / {{ {PASS} return 200 '{{'; }}", (AT, "refused"))

    def test_if(self):
        self.paths(f"if ($http_upgrade = tcp) {{ return 403; }} location / {{ {PASS} }}", (AT, "unknown"))
        self.paths(f"if ($http_upgrade = x) {{ return 403; }} location / {{ {PASS} }} location /no/ {{ {NO} }}", (AT, "unknown"), ("/no/amps/json", "refused"))
        self.paths(f"if ($host = {EDGE}) {{ return 301 https://$host$request_uri; }} return 404; location / {{ {PASS} }}", (AT, "refused"))
        self.paths(f"if ($host = x) {{ set $kind a; }} location / {{ {PASS} if ($host = y) {{ set $kind b; }} }}", (AT, "compatible"))
        self.paths(f"location / {{ {PASS} if ($http_upgrade = tcp) {{ return 405; }} }}", (AT, "unknown"))
        self.paths(f"location / {{ {NO} if ($http_upgrade = tcp) {{ proxy_pass http://127.0.0.1:AMPS; }} }}", (AT, "refused"))
        self.paths(f"location / {{ {UPGRADE} if ($http_upgrade = tcp) {{ proxy_pass http://127.0.0.1:AMPS; }} }}", (AT, "unknown"))

    def test_rewrite(self):
        self.paths(f"rewrite ^/old/ https://$host/ permanent; location / {{ {PASS} }}", (AT, "compatible"), ("/old/amps/json", "refused"))
        self.paths(f"rewrite ^/old/ /new/ redirect; location / {{ {PASS} }}", (AT, "compatible"), ("/old/amps/json", "refused"))
        self.paths(f"rewrite ^/orders/(.*)$ /feed/$1; location /feed/ {{ {PASS} }}", (AT, "unknown"), ("/feed/amps/json", "compatible"), ("/x/amps/json", "refused"))
        self.paths(f"location /orders/ {{ rewrite ^/orders(/.*)$ $1 break; {NO} {PASS} }}", (AT, "compatible"))
        self.paths(f"location /orders/ {{ rewrite ^/orders(/.*)$ /feed$1 last; }} location /feed/ {{ {PASS} }}", (AT, "unknown"))
        self.paths(f"location /orders/ {{ rewrite ^/quotes /x last; break; {NO} {PASS} }}", (AT, "compatible"))

    def test_try_files(self):
        named = f"location @amps {{ {PASS} }}"
        self.paths(f"location / {{ try_files $uri @amps; }} {named}", (AT, "unknown"))
        self.paths(f"location / {{ try_files $uri $uri/ /index.html; }} {named}", (AT, "refused"))
        self.paths(f"location / {{ try_files $uri $uri/ /feed/$uri?a=b; }} location /feed/ {{ {PASS} }}", (AT, "unknown"))
        self.paths(f"location / {{ try_files $uri /feed/x?$args; }} location /feed/ {{ {PASS} }}", (AT, "unknown"))
        self.paths(f"location / {{ try_files $uri =404; }} {named}", (AT, "refused"))
        self.paths(f"location / {{ try_files $uri =404; error_page 404 = @amps; }} {named}", (AT, "unknown"))
        self.paths(f"location / {{ try_files $uri =404; {PASS} }}", (AT, "unknown"))
        self.paths(f"try_files $uri @amps; {named}", (AT, "unknown"))

    def test_error_page(self):
        named = f"location @amps {{ {PASS} }}"
        self.paths(f"location / {{ error_page 418 = @amps; return 418; }} {named}", (AT, "unknown"))
        self.paths(f"error_page 404 = @amps; location / {{ root FOLDER; }} {named}", (AT, "unknown"))
        self.paths(f"error_page 404 = @amps; location / {{ root FOLDER; error_page 500 /50x.html; }} {named}", (AT, "refused"))
        self.paths(f"error_page 500 502 /50x.html; location / {{ {PASS} }} location = /50x.html {{ root FOLDER; }}", (AT, "compatible"))
        self.paths(f"error_page 503 /sorry; location /orders/ {{ return 503; }} location /sorry {{ {NO} }}", (AT, "refused"))
        self.paths(f"error_page 503 @amps; return 503; {named}", (AT, "unknown"))
        self.paths(f"error_page 404 = @amps; {named}", (AT, "unknown"))

    def test_circles(self):
        self.paths("error_page 404 = @a; location @a { try_files /x @b; } location @b { try_files /y @a; }", (AT, "refused"))


class Access(NginxCase):
    """Who is let in, and what is kept from the transport."""

    paths = Locations.paths

    def test_allow_and_deny(self):
        for rules, verdict in (("deny all;", "refused"), ("allow all;", "compatible"), ("allow 127.0.0.1; deny all;", "unknown"),
                               ("allow 10.0.0.0/8; deny all;", "unknown"), ("deny 10.0.0.1;", "unknown"), ("deny all; allow 127.0.0.1;", "refused"),
                               ("satisfy any; deny all;", "refused")):
            self.paths(f"{rules} {HERE}", (AT, verdict))
            self.paths(f"location /orders/ {{ {rules} {PASS} }} {HERE}", (AT, verdict), ("/amps/json", "compatible"))
        self.compare(http("deny all;\n", server(EDGE, HERE)), [(EDGE, AT, "refused")])
        self.paths(f"deny all; location / {{ allow all; {PASS} }}", (AT, "compatible"))
        self.paths(f"deny all; location /orders/ {{ {PASS} location /orders/x/ {{ allow all; {PASS} }} }}", (AT, "refused"),
                   ("/orders/x/amps/json", "compatible"))
        self.paths(f"deny all; location / {{ return 204; {PASS} }}", (AT, "refused"))
        self.paths(f"location / {{ deny all; error_page 403 = @amps; }} location @amps {{ allow all; {PASS} }}", (AT, "unknown"))

    def test_names_and_passwords(self):
        basic = 'auth_basic "who"; auth_basic_user_file /dev/null;'
        self.paths(f"{basic} {HERE}", (AT, "unknown"))
        self.paths(f"{basic} location / {{ auth_basic off; {PASS} }}", (AT, "compatible"))
        self.paths(f"satisfy any; deny all; {basic} {HERE}", (AT, "unknown"))
        self.paths(f"satisfy all; deny all; {basic} {HERE}", (AT, "refused"))
        self.paths(f"location / {{ limit_except POST {{ deny all; }} {PASS} }}", (AT, "unknown"))
        self.paths(f"location / {{ limit_except GET {{ deny all; }} {PASS} }}", (AT, "unknown"))

    def test_connection_from_a_variable(self):
        def through(connection, upgrade="$http_upgrade"):
            headers = f"proxy_set_header Upgrade {upgrade}; proxy_set_header Connection {connection};"
            return f"location / {{ proxy_pass http://127.0.0.1:AMPS; proxy_http_version 1.1; {headers} }}"

        for entries, verdict in (("default upgrade; '' close;", "compatible"), ("default Upgrade; '' '';", "compatible"),
                                 ("default close;", "unknown"), ("default close; tcp upgrade;", "unknown"), ("'' close;", "unknown"),
                                 ("default upgrade; tcp close;", "unknown")):
            for name in ("$connection_upgrade", "$other"):
                self.compare(http(f"map $http_upgrade {name} {{ {entries} }}\n", server(EDGE, through(name))), [(EDGE, AT, verdict)])
        self.compare(http("map $uri $c { default upgrade; '' close; }\n", server(EDGE, through("$c"))), [(EDGE, AT, "unknown")])
        self.paths(f"set $c close; {through('$c')}", (AT, "unknown"))
        self.paths(f"set $connection_upgrade close; {through('$connection_upgrade')}", (AT, "unknown"))
        self.paths(through("$http_connection"), (AT, "compatible"))
        self.paths(f"set $u tcp; {through('upgrade', '$u')}", (AT, "unknown"))

    def test_listens(self):
        self.compare(http(server(EDGE, HERE, "127.0.0.1:PORT0 proxy_protocol")), [(EDGE, AT, "unknown")])
        self.compare(http(server("other", NO, "127.0.0.1:PORT0 proxy_protocol"), server(EDGE, HERE)), [(EDGE, AT, "unknown")])
        self.compare(http(server(EDGE, HERE, "127.0.0.1:PORT0 http2")), [(EDGE, AT, "unknown")])

    def test_slashes(self):
        self.paths(f"merge_slashes off; location /orders/ {{ {PASS} }}", (AT, "compatible"), ("/orders//amps/json", "unknown"),
                   ("//orders/amps/json", "unknown"))


class Files(NginxCase):
    """How a configuration is read."""

    def test_words(self):
        self.compare(http('log_format main \'{"a":"$remote_addr"}\' "it\\"s;";\n', 'map $uri $kind { default a; "~^/x{2,3}" b; }\n',
                          server(EDGE, f"location /old/ {{ return 301 $scheme://$host:$server_port${{request_uri}}new/; }} {HERE} # }}\n")),
                     [(EDGE, AT, "compatible"), (EDGE, "/old/amps/json", "refused")])
        self.compare(http(server("'edge.example.com'", f'location "/orders/" {{ {PASS} }} location "/a\\"b/" {{ {NO} }}')), [(EDGE, AT, "compatible")])

    def test_includes(self):
        text = http("include sites/*.conf;\ninclude none/x*.conf;\ninclude mime.types;\n")
        files = {"sites/a.conf": server(EDGE, "include snippets/orders.conf;"), "snippets/orders.conf": HERE, "mime.types": "types {}\n",
                 "none/other.conf": ""}
        self.compare(text, [(EDGE, AT, "compatible")], files=files)

    def test_lua(self):
        code = """
    -- it's a comment; a brace: }
    --[==[ another } ' one ]==]
    local s = "}" .. '{' .. [[ }} ]] .. "\\"}"
    if s == { "'" } then ngx.log(ngx.ERR, 'x') end
"""
        modules = ("ndk_http_module", "ngx_http_lua_module")
        self.compare(http(f"init_by_lua_block {{{code}}}\n", server(EDGE, f"set_by_lua_block $x {{ return '}}' }} {HERE}")), [(EDGE, AT, "compatible")],
                     modules=modules)
        self.compare(http(server(EDGE, f"location /orders/ {{ access_by_lua_block {{ ngx.exit(403) }} {PASS} }} {HERE}")),
                     [(EDGE, AT, "unknown"), (EDGE, "/amps/json", "compatible")], modules=modules)
        self.compare(http(server(EDGE, f"location /orders/ {{ content_by_lua_block {{ ngx.exec('@amps') }} }} location @amps {{ {PASS} }} ")),
                     [(EDGE, AT, "unknown"), (EDGE, "/amps/json", "refused")], modules=modules)


class Streams(NginxCase):
    def test_stream(self):
        stream = ("stream { upstream Amps { server 127.0.0.1:AMPS; }\n server { listen 127.0.0.1:PORT0; proxy_pass amps; }\n"
                  " server { listen 127.0.0.1:PORT1; proxy_pass 127.0.0.1:1; } }\n")
        said, _ = self.compare(stream + http(server(EDGE, NO, "127.0.0.1:PORT2")),
                               [(EDGE, AT, "compatible"), (EDGE, AT, "refused", 1), (EDGE, AT, "refused", 2)], modules=("ngx_stream_module",), ports=3)
        self.assertNotIn("connect-preflight-missing", said[0][1])


class Generated(NginxCase):
    """Servers and locations by chance: few of them are unknown, and none is wrong."""

    NAMES = ("edge.example.com", "*.example.com", "edge.*", ".example.com", "_", "~^edge", "~com$", "feed.example.com", "*.com", "edge.example.*")
    HOSTS = ("edge.example.com", "feed.example.com", "example.com", "edge.example.org", "other.net", "a.edge.example.com")
    LOCATIONS = ("/", "/orders/", "/orders", "= /orders/amps/json", "^~ /orders/", "~ ^/orders/", "~* JSON$", "/orders/amps/", "^~ /quotes", "~ ^/q",
                 "= /amps/json", "/amps/json/", "/quotes/amps/json/")
    PATHS = ("/orders/amps/json", "/orders/amps/fix", "/quotes/amps/json", "/amps/json", "/x/amps/json", "/orders/x/amps/fix")
    EXTRA = ("", "", "", "", "return 404;", "error_page 500 /50x.html;", "rewrite ^/quotes/ /x redirect;", "if ($host = x) { set $a 1; }")

    def location(self, chance, around=""):
        path = chance.choice(self.LOCATIONS)
        inner = ""
        if not around and not path.startswith("=") and chance.random() < 0.2:
            inner = self.location(chance, path)
            within = inner.split("{")[0]
            regex = "~ /" not in within and "~" in within
            if not regex and not within.split()[-1].startswith(path.split()[-1]):
                inner = ""  # nginx refuses one that lies elsewhere
        return f"location {path} {{ {chance.choice(self.EXTRA)} {chance.choice((PASS, PASS, NO, ''))} {inner} }}"

    def body(self, chance):
        seen = {}
        for _ in range(chance.randrange(4)):
            one = self.location(chance)
            seen.setdefault(one.split("{")[0].replace("^~ ", ""), one)
        return chance.choice(self.EXTRA) + " ".join(seen.values())

    def test_generated(self):
        unknown = total = 0
        for seed in range(60):
            chance = random.Random(seed)
            names = chance.sample(self.NAMES, chance.randrange(1, 5))
            marked = chance.randrange(-3, len(names))
            parts = [server(name, self.body(chance), "127.0.0.1:PORT0" + (" default_server" if i == marked else "")) for i, name in enumerate(names)]
            text = http(*parts).replace("AMPS", str(self.transport.port))
            with proxy.Nginx(text) as front:
                requests = [(host, path) for host in self.HOSTS for path in self.PATHS]
                said, stderr = self.checked(front, [f"tcp://{host}:{front.port}{path}?http_preflight=true" for host, path in requests],
                                            self.HOSTS, ("127.0.0.1",))
                for (host, path), (verdict, rules) in zip(requests, said):
                    status = preflight(("127.0.0.1", front.port), host, path)
                    total += 1
                    unknown += verdict == "unknown"
                    what = f"seed {seed}: {host} {path}: nginx answers {status}, ampslint says {verdict} {rules}\n{stderr}\n{text}"
                    if verdict in ("compatible", "refused"):
                        self.assertEqual(verdict == "compatible", status == 101, what)
                    elif verdict != "unknown":
                        self.assertEqual(verdict, "invalid", what)
        self.assertLess(unknown, total / 50)


if __name__ == "__main__":
    AMPSLINT = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
