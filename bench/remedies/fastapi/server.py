import socket

import uvicorn
from fastapi import Depends, FastAPI, WebSocket, WebSocketException, status

app = FastAPI()


async def talk(websocket: WebSocket):
    await websocket.accept()
    async for order in websocket.iter_text():
        await websocket.send_text(f"got {order}")


# <recipe>
@app.websocket("/live")
async def live(websocket: WebSocket):
    await talk(websocket)
# </recipe>


listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[listener])
