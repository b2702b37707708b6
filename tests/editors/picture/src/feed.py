import AMPS

PRIMARY = "tcp://orders-1:9443/amps/json"
STANDBY = "tcps://orders-1:9444/amps/json"
QUIET = "tcps://orders-1:9443/amps/json?tcp_nodely=true"


def connect():
    client = AMPS.Client("orders-feed")
    client.connect(PRIMARY)
    client.logon()
    return client
