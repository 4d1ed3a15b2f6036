from gevent import pywsgi
from geventwebsocket.handler import WebSocketHandler
from start import MODE, PAGE, tell


def live(environ, start_response):
    websocket = environ.get("wsgi.websocket")
    if websocket is None:
        start_response("403 Forbidden", [("Content-Length", "0")])
        return []
    websocket.send("hello")
    while websocket.receive() is not None:
        pass
    return []


class Guarded(WebSocketHandler):
    """The handler answers 101 before the application is asked: a check has to come before that."""

    def upgrade_websocket(self):
        if MODE == "forbidden" and self.environ.get("HTTP_ORIGIN") != PAGE:
            return None
        return super().upgrade_websocket()


server = pywsgi.WSGIServer(("127.0.0.1", 0), live, handler_class=Guarded, log=None)
server.start()
tell(server.socket)
server.serve_forever()
