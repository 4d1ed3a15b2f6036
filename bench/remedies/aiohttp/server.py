import asyncio

from aiohttp import web


async def live(request):
    # <recipe>
    socket = web.WebSocketResponse()
    # </recipe>
    await socket.prepare(request)
    async for order in socket:
        await socket.send_str(f"got {order.data}")
    return socket


async def main():
    app = web.Application()
    app.add_routes([web.get("/live", live)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print("port", runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
