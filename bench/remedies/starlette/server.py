import socket

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute


async def live(websocket):
    # <recipe>
    await websocket.accept()
    # </recipe>
    async for order in websocket.iter_text():
        await websocket.send_text(f"got {order}")


app = Starlette(routes=[WebSocketRoute("/live", live)])
listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[listener])
