import asyncio

import websockets


# <recipe>
async def live(connection):
    await talk(connection)
# </recipe>


async def talk(connection):
    async for order in connection:
        await connection.send(f"got {order}")


async def main():
    server = await websockets.serve(live, "127.0.0.1", 0)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.wait_closed()


asyncio.run(main())
