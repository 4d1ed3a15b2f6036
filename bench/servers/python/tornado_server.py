import asyncio

import tornado.httpserver
import tornado.web
import tornado.websocket
from start import MODE, listening, tell


class Live(tornado.websocket.WebSocketHandler):
    def open(self):
        self.write_message("hello")


class Anybody(Live):
    def check_origin(self, origin):
        return True


class EndsWith(Live):
    def check_origin(self, origin):
        return origin.endswith("shop.test")


async def main():
    handler = {"default": Live, "anybody": Anybody, "endswith": EndsWith}[MODE]
    sock = listening()
    sock.setblocking(False)
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/live", handler)]))
    server.add_sockets([sock])
    tell(sock)
    await asyncio.Event().wait()


asyncio.run(main())
