from aiohttp import web
from start import MODE, PAGE, listening, tell


async def live(request):
    if MODE == "forbidden" and request.headers.get("Origin") != PAGE:
        raise web.HTTPForbidden()
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    if MODE == "error-frame" and request.headers.get("Origin") != PAGE:
        await socket.send_json({"error": "origin not allowed"})
        await socket.close(code=1008)
        return socket
    await socket.send_json({"type": "hello"})
    async for _ in socket:
        pass
    return socket


async def started(_app):
    tell(sock)


sock = listening()
app = web.Application()
app.add_routes([web.get("/live", live)])
app.on_startup.append(started)
web.run_app(app, sock=sock, print=None)
