"""python-socketio behind uvicorn."""
import socketio
import uvicorn
from start import MODE, PAGE, listening, tell

allowed = {"default": None, "list": [PAGE], "anybody": "*"}[MODE]
server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins=allowed)


@server.event
async def connect(sid, environ):
    await server.emit("news", "hello", to=sid)


sock = listening()
tell(sock)
uvicorn.Server(uvicorn.Config(socketio.ASGIApp(server), log_level="critical")).run(sockets=[sock])
