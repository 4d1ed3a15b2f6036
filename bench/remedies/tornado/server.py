import asyncio

import tornado.httpserver
import tornado.netutil
import tornado.web
import tornado.websocket


class Live(tornado.websocket.WebSocketHandler):
    # <recipe>
    def check_origin(self, origin):
        return True
    # </recipe>

    def on_message(self, order):
        self.write_message(f"got {order}")


async def main():
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/live", Live)]))
    server.add_sockets(sockets)
    print("port", sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
