import asyncio
import socket

from autobahn.asyncio.websocket import WebSocketServerFactory, WebSocketServerProtocol
from autobahn.websocket.types import ConnectionDeny


class Live(WebSocketServerProtocol):
    # <recipe>
    def onConnect(self, request):
        return None
    # </recipe>

    def onMessage(self, payload, isBinary):
        self.sendMessage(b"got " + payload)


async def main():
    factory = WebSocketServerFactory()
    factory.protocol = Live
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
