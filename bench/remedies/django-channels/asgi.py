import socket

import django
from django.conf import settings

settings.configure(ALLOWED_HOSTS=["shop.test"], SECRET_KEY="bench", INSTALLED_APPS=["channels"])
django.setup()

from channels.generic.websocket import WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from daphne.server import Server
from django.urls import path


class Live(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send(text_data=f"got {text_data}")


websocket_urlpatterns = [path("live", Live.as_asgi())]

# <recipe>
application = ProtocolTypeRouter({"websocket": URLRouter(websocket_urlpatterns)})
# </recipe>

listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
Server(application=application, endpoints=[f"fd:fileno={listener.fileno()}"], signal_handlers=False).run()
