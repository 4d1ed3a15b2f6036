"""Django Channels behind daphne, with the validators of channels.security."""
import django
from django.conf import settings
from start import MODE, PAGE, listening, tell

settings.configure(ALLOWED_HOSTS=[".shop.test"], SECRET_KEY="bench", INSTALLED_APPS=["channels"])
django.setup()

from channels.generic.websocket import WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator, OriginValidator
from daphne.server import Server
from django.urls import path


class Live(WebsocketConsumer):
    def connect(self):
        self.accept()
        self.send(text_data="hello")


live = URLRouter([path("live", Live.as_asgi())])
guarded = {
    "open": lambda: live,
    "origin": lambda: OriginValidator(live, [PAGE]),
    "allowed-hosts": lambda: AllowedHostsOriginValidator(live),
}
sock = listening()
tell(sock)
application = ProtocolTypeRouter({"websocket": guarded[MODE]()})
Server(application=application, endpoints=[f"fd:fileno={sock.fileno()}"], signal_handlers=False).run()
