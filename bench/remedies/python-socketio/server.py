import socket

import socketio
import uvicorn

# <recipe>
sio = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
# </recipe>


@sio.event
async def connect(sid, environ, auth):
    if "session=wssure-bench-visitor" not in environ.get("HTTP_COOKIE", ""):
        raise socketio.exceptions.ConnectionRefusedError("sign in first")


@sio.event
async def order(sid, text):
    await sio.emit("got", text, to=sid)


listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(socketio.ASGIApp(sio), log_level="critical")).run(sockets=[listener])
