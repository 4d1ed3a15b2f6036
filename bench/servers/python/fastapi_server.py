import uvicorn
from fastapi import Depends, FastAPI, WebSocket, WebSocketException, status
from start import MODE, PAGE, listening, tell

app = FastAPI()


async def from_the_page(websocket: WebSocket):
    if MODE == "depends" and websocket.headers.get("origin") != PAGE:
        raise WebSocketException(code=status.WS_1008_POLICY_VIOLATION)


@app.websocket("/live")
async def live(websocket: WebSocket, _=Depends(from_the_page)):
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.receive()


sock = listening()
tell(sock)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[sock])
