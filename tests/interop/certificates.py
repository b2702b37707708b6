"""Certificates for the tests, made by the openssl command: a chain of authority, intermediate and server, and servers'
certificates with one thing wrong each. `python3 certificates.py FOLDER` makes them there.

Of each NAME there are FOLDER/NAME.pem (for servers: the chain that is sent) and FOLDER/NAME.key.
"""
import datetime
import pathlib
import subprocess
import sys

CONFIG = """
[ca]
default_ca = issuer
[issuer]
database = {folder}/issued.txt
new_certs_dir = {folder}/issued
serial = {folder}/serial
unique_subject = no
default_md = sha256
policy = policy
[policy]
commonName = supplied
[req]
distinguished_name = req
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:false
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
extendedKeyUsage = serverAuth
[wrong_name]
basicConstraints = CA:false
subjectAltName = DNS:amps.example.com
extendedKeyUsage = serverAuth
[client]
basicConstraints = CA:false
extendedKeyUsage = clientAuth
"""

EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]


def openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {' '.join(map(str, arguments))}:\n{done.stderr}")


class Maker:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "issued").mkdir(parents=True)
        (self.folder / "issued.txt").touch()
        self.config = self.folder / "openssl.cnf"
        self.config.write_text(CONFIG.format(folder=self.folder), encoding="utf-8")

    def file(self, name, suffix="pem"):
        return self.folder / f"{name}.{suffix}"

    def self_signed(self, name, common_name, extensions):
        openssl("req", "-x509", *EC, "-nodes", "-keyout", self.file(name, "key"), "-out", self.file(name), "-days", 365,
                "-subj", f"/CN={common_name}", "-config", self.config, "-extensions", extensions)

    def issued(self, name, issuer, common_name, extensions="server", days=(-30, 365), key=None, chain=()):
        """`days`: valid from and to, counted from now. `chain`: what is sent behind the certificate."""
        openssl("req", "-new", *(key or EC), "-nodes", "-keyout", self.file(name, "key"), "-out", self.file(name, "csr"),
                "-subj", f"/CN={common_name}", "-config", self.config)
        begin, end = (
            (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=day)).strftime("%Y%m%d%H%M%SZ")
            for day in days)
        # `openssl ca`, since `openssl x509` learned only in 3.4 to set the first day.
        openssl("ca", "-batch", "-notext", "-rand_serial", "-config", self.config, "-cert", self.file(issuer),
                "-keyfile", self.file(issuer, "key"), "-in", self.file(name, "csr"), "-out", self.file(name),
                "-startdate", begin, "-enddate", end, "-extensions", extensions)
        with self.file(name).open("a", encoding="utf-8") as out:
            for link in chain:
                out.write(self.file(link).read_text(encoding="utf-8"))


def make(folder):
    """Makes all of them; the folder must not exist, or be empty."""
    maker = Maker(folder)
    maker.self_signed("ca", "ampslint test authority", "authority")
    maker.self_signed("other-ca", "another test authority", "authority")
    maker.self_signed("self-signed", "localhost", "server")
    maker.issued("intermediate", "ca", "ampslint test intermediate", "authority", days=(-30, 365))

    def server(name, issuer="intermediate", chain=("intermediate",), **more):
        maker.issued(name, issuer, "localhost", chain=chain, **more)

    server("good")
    server("expired", days=(-30, -1))
    server("not-yet-valid", days=(2, 365))
    server("expiring", days=(-30, 5))
    server("wrong-name", extensions="wrong_name")
    server("no-intermediate", chain=())
    server("untrusted", issuer="other-ca", chain=())
    server("weak-1024", key=["-newkey", "rsa:1024"])
    server("weak-512", key=["-newkey", "rsa:512"])
    maker.issued("client", "ca", "ampslint test client", "client")
    maker.issued("other-client", "other-ca", "unknown client", "client")
    # As Java reads it.
    openssl("pkcs12", "-export", "-in", maker.file("client"), "-inkey", maker.file("client", "key"),
            "-passout", "pass:peer", "-out", maker.file("client", "p12"))
    return maker.folder


if __name__ == "__main__":
    make(sys.argv[1])
