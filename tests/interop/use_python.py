"""Takes the official Python client through a conversation: use_python.py URI [KEY=VALUE…]

Prints a line for everything that comes: `version …`, `received …`, `sow …`, `beat`, or `error CLASS: TEXT`.
"""
import sys
import time

import AMPS

uri = sys.argv[1]
options = dict(argument.split("=", 1) for argument in sys.argv[2:])

if uri.startswith("tcps"):
    AMPS.ssl_init()
    if "ca" in options:
        AMPS.ssl_load_verify_locations(options["ca"], None)
        AMPS.ssl_set_verify(True)
    if "certificate" in options:
        AMPS.ssl_get_context().load_cert_chain(options["certificate"], options["key"])

client = AMPS.Client(options.get("name", "python"))
if "headers" in options:
    for header in options["headers"].split("|"):
        client.add_http_preflight_header(header)
received = []
try:
    client.connect(uri)
    client.logon(timeout=int(options.get("timeout", "5000")))
    print("version", client.get_server_version_info())
    client.subscribe(lambda message: received.append(message.get_data()), "orders", timeout=5000)
    for number in range(3):
        client.publish("orders", '{"n":%d}' % number)
    client.publish_flush(5000)
    until = time.monotonic() + 5
    while len(received) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    for data in received:
        print("received", data)
    if "sow" in options:
        for message in client.sow("orders", timeout=5000):
            if message.get_command() == "sow":
                print("sow", message.get_data())
    client.unsubscribe()
except AMPS.AMPSException as error:
    print(f"error {type(error).__name__}: {error}")
client.close()
