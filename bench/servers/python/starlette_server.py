import uvicorn
from start import MODE, PAGE, listening, tell
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect


async def live(websocket):
    if MODE == "close-before-accept" and websocket.headers.get("origin") != PAGE:
        await websocket.close(code=1008)
        return
    await websocket.accept()
    await websocket.send_json({"type": "hello"})
    try:
        await websocket.receive_text()
    except WebSocketDisconnect:
        pass


# CORSMiddleware passes WebSockets through: it guards requests only.
cors = [Middleware(CORSMiddleware, allow_origins=[PAGE], allow_credentials=True)] if MODE == "cors" else []
sock = listening()
tell(sock)
app = Starlette(routes=[WebSocketRoute("/live", live)], middleware=cors)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[sock])
