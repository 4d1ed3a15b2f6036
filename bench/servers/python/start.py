"""What every server of this folder shares: `python3 <file> <mode> <page's origin>`, and the port that it tells."""
import socket
import sys

MODE, PAGE = sys.argv[1:3]


def listening():
    """A listening socket on a port that the system chose; its number is told once the server runs."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", 0))
    sock.listen(64)
    return sock


def tell(sock):
    print("port", sock.getsockname()[1], flush=True)
