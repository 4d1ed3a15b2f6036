import asyncio

from autobahn.asyncio.websocket import WebSocketServerFactory, WebSocketServerProtocol
from start import MODE, PAGE, listening, tell


class Live(WebSocketServerProtocol):
    def onOpen(self):
        self.sendMessage(b"hello")


async def main():
    sock = listening()
    factory = WebSocketServerFactory()
    factory.protocol = Live
    allowed = {"default": None, "list": [f"{PAGE}:443"], "wildcard": ["*shop.test:*"]}[MODE]
    if allowed:
        factory.setProtocolOptions(allowedOrigins=allowed)
    await asyncio.get_running_loop().create_server(factory, sock=sock)
    tell(sock)
    await asyncio.Future()


asyncio.run(main())
