import type { Recognition, Sighting } from './remedy.ts';
import { byWords } from './signs.ts';

/**
 * Recognises Node's Socket.IO by its first message. Version 2 and versions 3 to 4.4 send the same; what the client asks for
 * tells them apart (`EIO`, the revision of Engine.IO's protocol). Since 4.5 it names `maxPayload`, whoever asks.
 */
export function bySocketio(sighting: Sighting, version: 2 | 4): Recognition | null {
  const isNewer = new URL(sighting.endpoint.url).searchParams.get('EIO') === '4';
  const named = byWords(sighting, newest);
  if (named !== null || isNewer !== (version === 4)) return version === 4 ? named : null;
  return byWords(sighting, openPacket);
}

const openPacket = /^0\{"sid":"[\w-]{20}","upgrades":\[[^\]]*\],"pingInterval":\d+,"pingTimeout":\d+\}/;
const newest =
  /^0\{"sid":"[\w-]{20}","upgrades":\[[^\]]*\],"pingInterval":\d+,"pingTimeout":\d+,"maxPayload":/;
