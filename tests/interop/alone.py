"""Leaves the network: behind it there is loopback only. `alone.py COMMAND…` runs a command so, or ends with status 3
where the system does not let us (it wants root or user namespaces)."""
import ctypes
import fcntl
import os
import socket
import struct
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCSIFFLAGS, SIOCSIFADDR, IFF_UP = 0x8914, 0x8916, 1


def leave_the_network():
    """Whether it could be done, for this thread and those that it starts."""
    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET) and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
        return False
    with socket.socket() as ipv4, socket.socket(socket.AF_INET6) as ipv6:
        fcntl.ioctl(ipv4, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))
        # The resolver passes over a family of which there is no address besides loopback's.
        address = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton("10.255.255.1"))
        fcntl.ioctl(ipv4, SIOCSIFADDR, struct.pack("16s16s", b"lo:1", address))
        address = struct.pack("16sIi", socket.inet_pton(socket.AF_INET6, "fd00::1"), 128, socket.if_nametoindex("lo"))
        fcntl.ioctl(ipv6, SIOCSIFADDR, address)
    return True


if __name__ == "__main__":
    if not leave_the_network():
        sys.exit(3)
    os.execvp(sys.argv[1], sys.argv[1:])
