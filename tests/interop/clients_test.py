"""The official clients talk to the scripted peer: then it speaks AMPS.

clients_test.py [PythonClient|JavaScriptClient|JavaClient|ThroughProxy] runs all of them or one; what is not installed
is skipped with a line that begins with SKIPPED.
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

import certificates
import official
import proxy
from broker import VERSION
from peer import Peer

MESSAGES = ['{"n":0}', '{"n":1}', '{"n":2}']
FOLDER = None  # of the certificates, made once


def pem(name):
    return {"certificate": FOLDER / f"{name}.pem", "key": FOLDER / f"{name}.key"}


def setUpModule():
    global FOLDER
    FOLDER = certificates.make(pathlib.Path(tempfile.mkdtemp(prefix="ampslint-interop-")) / "certificates")


def tearDownModule():
    shutil.rmtree(FOLDER.parent)


class ClientCase(unittest.TestCase):
    client = ""
    version = VERSION

    @classmethod
    def setUpClass(cls):
        if why := official.missing(cls.client):
            print(f"SKIPPED: {cls.__name__}: {why}", flush=True)
            raise unittest.SkipTest(why)

    def converse(self, uri, **options):
        return official.converse(self.client, uri, **options)

    def talks(self, uri, **options):
        """Logs on, subscribes, publishes, and receives what it published."""
        said = self.converse(uri, **options)
        self.assertEqual(said.error, "")
        self.assertEqual(said.version, self.version)
        self.assertEqual(said.received, MESSAGES)
        return said

    def refused(self, uri, error, **options):
        said = self.converse(uri, **options)
        self.assertEqual(said.error, error)


class FrameClient:
    """What the clients on tcp and tcps have in common."""

    protocols = ("amps", "json", "fix", "nvfix", "xml")

    def test_tcp(self):
        with Peer() as peer:
            self.talks(f"tcp://127.0.0.1:{peer.port}/amps/json")
        self.assertEqual(len(peer.connections), 1)
        self.assertEqual(peer.logons[0]["mt"], "json")
        self.assertNotIn("user_id", peer.logons[0])
        self.assertNotIn("pw", peer.logons[0])
        self.assertEqual(bytes(peer.connections[0].received[:17]), peer.connections[0].first[:17])

    def test_ipv6(self):
        with Peer(host="::1") as peer:
            self.talks(f"tcp://[::1]:{peer.port}/amps/json")

    def test_protocols(self):
        for protocol in self.protocols:
            with self.subTest(protocol), Peer() as peer:
                self.talks(f"tcp://127.0.0.1:{peer.port}/{protocol}")
                self.assertNotIn("mt", peer.logons[0])

    def test_user_and_password(self):
        with Peer(user="us@er", password="p:w") as peer:
            self.talks(f"tcp://us%40er:p%3Aw@127.0.0.1:{peer.port}/amps/json")
        self.assertEqual((peer.logons[0]["user_id"], peer.logons[0]["pw"]), ("us@er", "p:w"))

    def test_tcps(self):
        with Peer("tcps", **pem("good")) as peer:
            self.talks(f"tcps://localhost:{peer.port}/amps/json", ca=FOLDER / "ca.pem")
        self.assertEqual(peer.connections[0].tls["client"], None)
        self.assertEqual(peer.connections[0].tls["sni"], None)

    def test_sni(self):
        with Peer("tcps", **pem("good")) as peer:
            self.talks(f"tcps://localhost:{peer.port}/amps/json?sni=localhost", ca=FOLDER / "ca.pem")
        self.assertEqual(peer.connections[0].tls["sni"], "localhost")

    def test_compression(self):
        with Peer() as peer:
            self.talks(f"tcp://127.0.0.1:{peer.port}/amps/json?compression=zlib")
        self.assertEqual(peer.connections[0].compression, "deflate")

    def test_preflight_request(self):
        """Byte for byte: the whole path without the options, the host as written and without its port, and nothing of
        the user."""
        cases = (
            ("tcp", "", "127.0.0.1", "/amps/json", "", []),
            ("tcp", "", "localhost", "/client/sub/amps/json", "&tcp_nodelay=true&pretty=true", []),
            ("tcp", "joe:s3cret@", "127.0.0.1", "/client/amps/json", "", []),
            ("tcp", "", "127.0.0.1", "/amps/json/", "", []),
            ("tcp", "", "127.0.0.1", "/xml", "", []),
            ("tcp", "", "127.0.0.1", "/amps/json", "&compression=zlib", []),
            ("tcp", "", "127.0.0.1", "/amps/json", "", ["X-One: 1", "X-Two: 2"]),
            ("tcps", "joe:s3cret@", "localhost", "/client/amps/json", "", []),
        )
        for scheme, user, host, path, options, headers in cases:
            more = pem("good") if scheme == "tcps" else {}
            with self.subTest(path=path, options=options), Peer(scheme, **more) as peer:
                uri = f"{scheme}://{user}{host}:{peer.port}{path}?http_preflight=true{options}"
                self.talks(uri, ca=FOLDER / "ca.pem", **({"headers": "|".join(headers)} if headers else {}))
            lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: upgrade", f"Upgrade: {scheme}", *headers]
            request = ("\r\n".join(lines) + "\r\n\r\n").encode()
            self.assertTrue(peer.received.startswith(request), peer.received[:300])

    def test_preflight_of_ipv6(self):
        with Peer(host="::1") as peer:
            self.talks(f"tcp://[::1]:{peer.port}/amps/json?http_preflight=true")
        self.assertEqual(peer.requests[0][1], "Host: [::1]")


class PythonClient(FrameClient, ClientCase):
    client = "python"

    def test_sow_query(self):
        with Peer() as peer:
            said = self.talks(f"tcp://127.0.0.1:{peer.port}/amps/json", sow="yes")
        self.assertEqual(said.sow, MESSAGES[-1:])

    def test_logon_bytes(self):
        """Byte for byte, but for the version."""
        xml = ("<SOAP-ENV:Envelope><SOAP-ENV:Header><Cmd>logon</Cmd><CmdId><![CDATA[auto0]]></CmdId>"
               "<ClntName><![CDATA[python]]></ClntName>{user}<AckTyp>processed</AckTyp><Version>{version}</Version>"
               "{password}</SOAP-ENV:Header><SOAP-ENV:Body></SOAP-ENV:Body></SOAP-ENV:Envelope>")
        fix = ("20000=logon\x0120001=auto0\x0120002=python\x01{user}20008=processed\x0120011={version}\x01"
               "{password}\x02")
        head = '{{"c":"logon","cid":"auto0","client_name":"python",{user}'
        tail = '"a":"processed","version":"{version}"{password}}}'
        cases = (
            ("/amps/json", head + '"mt":"json",' + tail, '"user_id":"u",', ',"pw":"p\\"w"'),
            ("/amps", head + tail, '"user_id":"u",', ',"pw":"p\\"w"'),
            ("/json", head + tail, '"user_id":"u",', ',"pw":"p\\"w"'),
            ("/fix", fix, "20003=u\x01", '20038=p"w\x01'),
            ("/nvfix", fix, "20003=u\x01", '20038=p"w\x01'),
            ("/xml", xml, "<UsrId><![CDATA[u]]></UsrId>", '<PW><![CDATA[p"w]]></PW>'),
        )
        for path, form, user, password in cases:
            for with_user in (False, True):
                with self.subTest(path, with_user=with_user), Peer() as peer:
                    self.talks(f"tcp://{'u:p%22w@' if with_user else ''}127.0.0.1:{peer.port}{path}")
                    logon = form.format(version=peer.logons[0]["version"], user=user if with_user else "",
                                        password=password if with_user else "").encode()
                    self.assertTrue(peer.received.startswith(len(logon).to_bytes(4, "big") + logon),
                                    peer.received[:400])

    def test_pretty(self):
        for path, end in (("/amps/json", b',"o":"pretty"}'), ("/nvfix", b"\x0120039=pretty\x01\x02"),
                          ("/xml", b"<Opts><![CDATA[pretty]]></Opts></SOAP-ENV:Header>")):
            with self.subTest(path), Peer() as peer:
                self.talks(f"tcp://127.0.0.1:{peer.port}{path}?pretty=true")
                self.assertIn(end, peer.received)

    def test_unix(self):
        path = FOLDER.parent / "amps.sock"
        with Peer("unix", path=path) as peer:
            self.talks(f"unix://localhost:0/amps/json?path={path}")
        self.assertEqual(peer.logons[0]["mt"], "json")

    def test_mutual_tls(self):
        with Peer("tcps", client_ca=FOLDER / "ca.pem", **pem("good")) as peer:
            uri = f"tcps://localhost:{peer.port}/amps/json"
            self.talks(uri, ca=FOLDER / "ca.pem", **pem("client"))
            # In TLS 1.3 the refusal arrives behind the handshake: the logon meets it, or its sending, and each has
            # an exception of its own.
            for more in ({}, pem("other-client")):
                said = self.converse(uri, ca=FOLDER / "ca.pem", **more)
                self.assertRegex(said.error, "^(Disconnected|AMPS)Exception: ")
        self.assertEqual(peer.connections[0].tls["client"], "ampslint test client")
        self.assertEqual([bool(connection.commands) for connection in peer.connections], [True, False, False])

    def test_certificates(self):
        failure = "AMPSException: Python Exception [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
        for name, reason in (("expired", "certificate has expired"), ("not-yet-valid", "certificate is not yet valid"),
                             ("self-signed", "self-signed certificate"), ("expiring", ""), ("wrong-name", ""),
                             ("no-intermediate", "unable to get local issuer certificate"),
                             ("untrusted", "unable to get local issuer certificate")):
            with self.subTest(name), Peer("tcps", **pem(name)) as peer:
                said = self.converse(f"tcps://localhost:{peer.port}/amps/json", ca=FOLDER / "ca.pem")
                # Python before 3.13 names the exception's type, too.
                error = said.error.replace("SSLCertVerificationError: ", "").partition(" (_ssl")[0]
                self.assertEqual(error, failure + reason if reason else "")

    def test_nothing_is_verified_by_default(self):
        """But with `sni` it is."""
        for name in ("untrusted", "expired"):
            with self.subTest(name), Peer("tcps", **pem(name)) as peer:
                uri = f"tcps://localhost:{peer.port}/amps/json"
                self.talks(uri)
                self.assertIn("CERTIFICATE_VERIFY_FAILED", self.converse(f"{uri}?sni=localhost").error)
        with Peer("tcps", **pem("wrong-name")) as peer:
            said = self.converse(f"tcps://localhost:{peer.port}/amps/json?sni=localhost", ca=FOLDER / "ca.pem")
            self.assertIn("Hostname mismatch", said.error)

    def test_refusals(self):
        for reason, error in (
                ("auth failure", 'AuthenticationException: Logon failed for user ""'),
                ("not entitled", 'NotEntitledException: User "" not entitled to topic "".'),
                ("name in use", "NameInUseException: name in use 'python'."),
                ("disk full", "CommandException: Error from server while processing this command: 'disk full'")):
            with self.subTest(reason), Peer(fault=f"refuse={reason}") as peer:
                self.refused(f"tcp://127.0.0.1:{peer.port}/amps/json", error)

    def test_wrong_password(self):
        with Peer(user="joe", password="right") as peer:
            self.refused(f"tcp://joe:wrong@127.0.0.1:{peer.port}/amps/json",
                         'AuthenticationException: Logon failed for user "joe"')

    def test_refused_message_type(self):
        with Peer(message_types=["json", "xml"]) as peer:
            self.talks(f"tcp://127.0.0.1:{peer.port}/amps/xml")
            self.refused(f"tcp://127.0.0.1:{peer.port}/amps/nvfix",
                         "CommandException: invalid message type 'nvfix'.")

    def test_challenge(self):
        with Peer(fault="retry") as peer:
            self.refused(f"tcp://127.0.0.1:{peer.port}/amps/json",
                         "AuthenticationException: retry not implemented by DefaultAuthenticator.")

    def test_faults(self):
        lost = "DisconnectedException: Connection closed while waiting for response."
        late = "TimedOutException: timed out waiting for operation."
        for fault, error in (
                ("close-after-bytes", lost), ("close-after-logon", lost), ("close-in-ack", lost), ("garbage-ack", lost),
                ("huge-length", lost), ("starting=1", lost), ("http=404", lost), ("no-ack", late), ("empty-ack", late),
                ("silent", late), ("drip=0.0005", "")):
            with self.subTest(fault), Peer(fault=fault) as peer:
                said = self.converse(f"tcp://127.0.0.1:{peer.port}/amps/json", timeout=5000 if error == "" else 1000)
                # A connection that is lost before the client waits for the answer: it waits all the same.
                self.assertIn(said.error, (lost, late) if error == lost else (error,))

    def test_refused_preflight(self):
        refused = "ConnectionRefusedException: "
        for role, fault, error in (
                ("tcp", "upgrade=403", "Failed to upgrade connection"),
                ("tcp", "upgrade=404", "Failed to upgrade connection"),
                ("tcp", "upgrade-close", "Error reading preflight response"),
                ("tcps", "upgrade=502", "Failed to upgrade connection"),
                ("tcps", "upgrade-silent", "The http connection failed. Unexpected SSL error 2"),
                ("tcps", "upgrade-close", "The http connection failed. Unexpected SSL error 6")):
            more = pem("good") if role == "tcps" else {}
            with self.subTest(role, fault=fault), Peer(role, fault=fault, **more) as peer:
                self.refused(f"{role}://127.0.0.1:{peer.port}/amps/json?http_preflight=true", refused + error)

    def test_starts_up(self):
        with Peer(fault="starting=2") as peer:
            uri = f"tcp://127.0.0.1:{peer.port}/amps/json"
            self.assertNotEqual(self.converse(uri).error, "")
            self.assertNotEqual(self.converse(uri).error, "")
            self.talks(uri)


class JavaClient(FrameClient, ClientCase):
    client = "java"
    version = "5030599"  # as a number, each part at most 99
    protocols = ("amps", "json", "xml")

    def test_fix(self):
        """What it logs on with; it does not take what we believe to be a publication in this spelling."""
        for protocol in ("fix", "nvfix"):
            with self.subTest(protocol), Peer() as peer:
                self.assertEqual(self.converse(f"tcp://127.0.0.1:{peer.port}/{protocol}", only="logon").error, "")
            logon = (f"20000=logon\x0120001=auto2\x0120002=java\x0120008=processed\x0120011="
                     f"{peer.logons[0]['version']}\x01\x02").encode()
            self.assertEqual(peer.received, len(logon).to_bytes(4, "big") + logon)

    def test_logon_bytes(self):
        with Peer() as peer:
            self.talks(f"tcp://joe:pw@127.0.0.1:{peer.port}/amps/json?pretty=true")
        version = peer.logons[0]["v"]
        logon = ('{"c":"logon","cid":"auto2","client_name":"java","user_id":"joe","pw":"pw","a":"processed",'
                 f'"opts":"pretty","v":"{version}","mt":"json"}}').encode()
        self.assertTrue(peer.received.startswith(len(logon).to_bytes(4, "big") + logon), peer.received[:300])

    def test_mutual_tls(self):
        with Peer("tcps", client_ca=FOLDER / "ca.pem", **pem("good")) as peer:
            self.talks(f"tcps://localhost:{peer.port}/amps/json", ca=FOLDER / "ca.pem", p12=FOLDER / "client.p12")
        self.assertEqual(peer.connections[0].tls["client"], "ampslint test client")

    def test_untrusted(self):
        for name in ("untrusted", "expired", "self-signed", "no-intermediate"):
            with self.subTest(name), Peer("tcps", **pem(name)) as peer:
                self.refused(f"tcps://localhost:{peer.port}/amps/json",
                             f"ConnectionRefusedException: Unable to connect to AMPS at localhost:{peer.port}",
                             ca=FOLDER / "ca.pem")
        with Peer("tcps", **pem("wrong-name")) as peer:
            self.talks(f"tcps://localhost:{peer.port}/amps/json", ca=FOLDER / "ca.pem")

    def test_wrong_password(self):
        with Peer(user="joe", password="right") as peer:
            said = self.converse(f"tcp://joe:wrong@127.0.0.1:{peer.port}/amps/json")
        self.assertTrue(said.error.startswith("AuthenticationException: "), said.error)

    def test_options_of_the_documentation(self):
        """The server documentation's own example has an ampersand behind the question mark."""
        with Peer() as peer:
            self.refused(f"tcp://127.0.0.1:{peer.port}/amps/json?&http_preflight=true",
                         "InvalidURIException: Unrecognized URI parameter `&http_preflight'")
        self.assertEqual(peer.connections, [])


class JavaScriptClient(ClientCase):
    client = "javascript"

    def test_ws(self):
        for path in ("/amps/json", "/prefix/amps/json"):
            with self.subTest(path), Peer("ws") as peer:
                self.talks(f"ws://127.0.0.1:{peer.port}{path}")
                self.assertEqual(peer.requests[0][0], f"GET {path} HTTP/1.1")
                self.assertNotIn("mt", peer.logons[0])

    def test_wss(self):
        trusted = {"NODE_EXTRA_CA_CERTS": str(FOLDER / "ca.pem")}
        with Peer("wss", **pem("good")) as peer:
            uri = f"wss://localhost:{peer.port}/amps/json"
            self.talks(uri, environment=trusted)
            self.assertEqual(self.converse(uri).error, "1006: connection failed")
        with Peer("wss", **pem("wrong-name")) as other:
            said = self.converse(f"wss://localhost:{other.port}/amps/json", environment=trusted)
            self.assertEqual(said.error, "1006: connection failed")
        self.assertEqual(peer.connections[0].tls["sni"], "localhost")
        self.assertEqual(peer.connections[1].commands, [])

    def test_user_and_password(self):
        with Peer("ws", user="joe", password="right") as peer:
            self.talks(f"ws://joe:right@127.0.0.1:{peer.port}/amps/json")
            self.refused(f"ws://joe:wrong@127.0.0.1:{peer.port}/amps/json", "ack: auth failure")
        self.assertIn("Authorization: Basic am9lOnJpZ2h0", peer.requests[0])

    def test_refused_message_type(self):
        with Peer("ws", message_types=["json"]) as peer:
            self.refused(f"ws://127.0.0.1:{peer.port}/amps/nvfix", "ack: invalid message type")

    def test_refused_upgrade(self):
        for fault in ("upgrade=401", "upgrade=404", "upgrade=426", "upgrade-wrong-key", "upgrade-close"):
            with self.subTest(fault), Peer("ws", fault=fault) as peer:
                self.assertIn("1006: connection failed", self.converse(f"ws://127.0.0.1:{peer.port}/amps/json").error)
                self.assertEqual(peer.logons, [])

    def test_frames_for_another_client(self):
        with Peer() as peer:
            self.assertIn("1006: connection failed", self.converse(f"ws://127.0.0.1:{peer.port}/amps/json").error)


class ThroughProxy(proxy.ProxyCase):
    """One port of a real nginx before both kinds of transport."""

    def setUp(self):
        self.tcp, self.ws = (self.enterContext(Peer(role)) for role in ("tcp", "ws"))
        self.locations = {"/client/": (self.tcp.port, True), "/ws/": (self.ws.port, True),
                          "/bare/": (self.tcp.port, False), "/bare-ws/": (self.ws.port, False)}

    def clients(self, *names):
        for name in names:
            if why := official.missing(name):
                self.skipTest(why)

    def talks(self, client, uri, **options):
        said = official.converse(client, uri, **options)
        self.assertEqual((said.error, said.received), ("", MESSAGES))

    def test_both_kinds_of_client(self):
        self.clients("python", "javascript")
        with proxy.Proxy(self.locations) as front:
            at = f"127.0.0.1:{front.port}"
            self.talks("python", f"tcp://{at}/client/amps/json?http_preflight=true")
            self.talks("javascript", f"ws://{at}/ws/amps/json")
        self.assertEqual(self.tcp.requests[0], [
            "GET /client/amps/json HTTP/1.1", "Upgrade: tcp", "Connection: upgrade",
            f"Host: 127.0.0.1:{self.tcp.port}"])

    def test_behind_tls(self):
        self.clients("python", "javascript")
        with proxy.Proxy(self.locations, **pem("good")) as front:
            at = f"localhost:{front.port}"
            self.talks("python", f"tcps://{at}/client/amps/json?http_preflight=true", ca=FOLDER / "ca.pem")
            self.talks("javascript", f"wss://{at}/ws/amps/json",
                       environment={"NODE_EXTRA_CA_CERTS": str(FOLDER / "ca.pem")})
        self.assertEqual(self.tcp.requests[0][1], "Upgrade: tcps")

    def test_java(self):
        self.clients("java")
        with proxy.Proxy(self.locations) as front:
            self.talks("java", f"tcp://127.0.0.1:{front.port}/client/amps/json?http_preflight=true")

    def test_headers_of_the_upgrade_are_missing(self):
        """nginx then asks with HTTP/1.0 and `Connection: close`."""
        self.clients("python", "javascript")
        with proxy.Proxy(self.locations) as front:
            at = f"127.0.0.1:{front.port}"
            said = official.converse("python", f"tcp://{at}/bare/amps/json?http_preflight=true")
            self.assertEqual(said.error, "ConnectionRefusedException: Failed to upgrade connection")
            said = official.converse("javascript", f"ws://{at}/bare-ws/amps/json")
            self.assertEqual(said.error, "1006: connection failed")
        self.assertEqual(self.tcp.requests[0], [
            "GET /bare/amps/json HTTP/1.0", f"Host: 127.0.0.1:{self.tcp.port}", "Connection: close"])

    def test_without_a_preflight(self):
        self.clients("python")
        with proxy.Proxy(self.locations) as front:
            said = official.converse("python", f"tcp://127.0.0.1:{front.port}/client/amps/json", timeout=1000)
        self.assertRegex(said.error, "^(Disconnected|TimedOut)Exception: ")
        self.assertEqual(self.tcp.connections, [])

    def test_nothing_behind_the_location(self):
        self.clients("python")
        self.tcp.stop()
        with proxy.Proxy(self.locations) as front:
            for path in ("/client/amps/json", "/unknown/amps/json"):
                said = official.converse("python", f"tcp://127.0.0.1:{front.port}{path}?http_preflight=true")
                self.assertEqual(said.error, "ConnectionRefusedException: Failed to upgrade connection")


if __name__ == "__main__":
    official.install()
    unittest.main(argv=sys.argv[:1] + ["--verbose"] + sys.argv[1:])
