import asyncio

import websockets


async def live(connection):
    async for order in connection:
        await connection.send(f"got {order}")


async def main():
    host, port = "127.0.0.1", 0
    # <recipe>
    server = await websockets.serve(live, host, port)
    # </recipe>
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.wait_closed()


asyncio.run(main())
