"""Hands strings to the official Python client's connect: a JSON list on standard input; per string a line of JSON comes
back: the class of the exception and its text, or `connected`.

Nobody outside is to be reached: names are looked up in /etc/hosts only, and where the system lets us there is no outside.
Where it does not, the caller's choice of strings is what keeps us on loopback.
"""
import ctypes
import json
import sys

from alone import leave_the_network

getattr(ctypes.CDLL(None), "__nss_configure_lookup")(b"hosts", b"files")
leave_the_network()

import AMPS  # noqa: E402  (behind the change of network, for the threads that it may start)

AMPS.ssl_init()
for text in json.load(sys.stdin):
    client = AMPS.Client("strings")
    try:
        client.connect(text)
        said = ["connected", ""]
    except Exception as error:  # whatever it raises is what we are here for
        said = [type(error).__name__, str(error)]
    print(json.dumps(said), flush=True)
    client.close()
