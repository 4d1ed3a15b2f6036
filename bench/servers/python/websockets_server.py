import asyncio

import websockets
from start import MODE, PAGE, listening, tell


async def live(connection):
    await connection.send("hello")
    await connection.wait_closed()


async def main():
    sock = listening()
    async with websockets.serve(live, sock=sock, origins=[PAGE] if MODE == "origins" else None):
        tell(sock)
        await asyncio.Future()


asyncio.run(main())
