import asyncio

from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart, abort, websocket
from start import MODE, PAGE, listening, tell

app = Quart(__name__)


@app.websocket("/live")
async def live():
    if MODE == "abort" and websocket.headers.get("origin") != PAGE:
        abort(403)
    await websocket.send_json({"type": "hello"})
    while True:
        await websocket.receive()


sock = listening()
tell(sock)
config = Config()
config.bind = [f"fd://{sock.fileno()}"]
config.loglevel = "CRITICAL"
asyncio.run(serve(app, config))
