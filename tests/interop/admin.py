"""An imitation of the Admin interface: resources below /amps as JSON, XML or text; everything is a GET."""
import json
from xml.sax.saxutils import escape

TYPES = {"json": "application/json", "xml": "text/xml", "": "text/plain"}


def tree(version="5.3.5.135.peer", name="peer", config="<AMPSConfig/>", transports=()):
    """`transports` holds dictionaries such as {"id": "any-tcp", "type": "tcp", "is_enabled": "true"}."""
    return {"amps": {"instance": {
        "version": version, "name": name, "config": config, "config_path": "/etc/amps/config.xml",
        "transports": [dict(transport) for transport in transports],
    }}}


def as_xml(value):
    if isinstance(value, dict):
        return "".join(f"<{key}>{as_xml(inner)}</{key}>" for key, inner in value.items())
    if isinstance(value, list):
        return "".join(f"<item>{as_xml(inner)}</item>" for inner in value)
    return escape(value)


def answer(resources, path):
    """Status, content type and body for a path."""
    path = path.partition("?")[0]
    if path == "/amps/instance/config.xml":
        return 200, "text/xml", resources["amps"]["instance"]["config"]
    if path == "/":
        return 200, "text/html", "<html><title>Galvanometer</title></html>"
    names, suffix = path.strip("/").split("/"), ""
    stem, dot, kind = names[-1].rpartition(".")
    if dot and kind in TYPES:
        names[-1], suffix = stem, kind
    found = resources
    for name in names:
        if isinstance(found, list):
            found = {inner["id"]: inner for inner in found}
        if not isinstance(found, dict) or name not in found:
            return 404, "text/html", "<html>Not Found</html>"
        found = found[name]
    whole = found
    for name in reversed(names):  # nested below `amps`, whatever was asked for
        whole = {name: whole}
    if suffix == "json":
        return 200, TYPES["json"], json.dumps(whole)
    if suffix == "xml":
        return 200, TYPES["xml"], as_xml(whole)
    return 200, TYPES[""], found if isinstance(found, str) else json.dumps(found)
