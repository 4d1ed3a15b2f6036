import type { Observation } from '../artifacts.ts';
import type { Recognition, Sighting } from './remedy.ts';
import { answersOf, byHeader } from './signs.ts';

const websocketsHeader = /\bwebsockets\/\d/;

/**
 * Recognises the server of the package websockets. uvicorn writes the same `Server` header, since it uses the package,
 * but not the window bits that the package's own server sets by default (websockets 10.4, `enable_server_permessage_deflate`).
 */
export function byWebsockets(sighting: Sighting): Recognition | null {
  const found = byHeader(sighting, 'Server', websocketsHeader);
  if (!found) return null;
  return answersOf(sighting).some((answer) => /server_max_window_bits=12/.test(extensionsOf(answer)))
    ? found
    : { ...found, certainty: 'fits' };
}

/**
 * Recognises a server of ASGI applications, which does not tell what runs behind it: uvicorn and hypercorn by their own
 * names, uvicorn also by how it uses websockets.
 */
export function byAsgiServer(sighting: Sighting): Recognition | null {
  const named = byHeader(sighting, 'Server', /^(uvicorn|hypercorn)\b/i);
  if (named) return { ...named, certainty: 'fits' };
  const usesWebsockets = byHeader(sighting, 'Server', websocketsHeader) !== null;
  return usesWebsockets && answersOf(sighting).some((answer) => extensionsOf(answer) === 'permessage-deflate')
    ? { certainty: 'fits', by: 'a 101 of the Python package websockets as uvicorn writes it' }
    : null;
}

/** Recognises a Socket.IO server that a Python server answers for: there is one for Python. */
export function byPythonSocketio(sighting: Sighting): Recognition | null {
  const { library } = sighting.endpoint;
  if (library !== 'socket.io' && library !== 'engine.io') return null;
  return byHeader(
    sighting,
    'Server',
    /Python\/|^(uvicorn|daphne|gunicorn|hypercorn|TornadoServer|Werkzeug)\b/i,
  );
}

function extensionsOf({ responseHeaders }: Observation): string {
  return responseHeaders.find(([name]) => name.toLowerCase() === 'sec-websocket-extensions')?.[1] ?? '';
}
