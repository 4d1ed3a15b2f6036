/** At least 100 MB of real bundles: published front ends and the browser builds of libraries. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../pages/page.ts';

/** Below the cache folder; `corpus/packages.json` pins their versions. */
const folders = [
  'tarballs/n8n-editor-ui/dist',
  'tarballs/directus-app/dist',
  'tarballs/node-red-editor-client/public',
  'tarballs/homebridge-config-ui-x/public',
  'tarballs/zigbee2mqtt-frontend/dist',
  'tarballs/signalk-server-admin-ui/public',
  'tarballs/node-red-dashboard/dist',
  'tarballs/cloudcmd/dist',
  'tarballs/wetty/build/client',
  ...[
    '@microsoft/signalr/dist',
    '@stomp/stompjs/bundles',
    '@supabase/supabase-js/dist/umd',
    'ably/build',
    'autobahn-browser',
    'colyseus.js/dist',
    'convex/dist',
    'ethers/dist',
    'firebase',
    'getstream/dist',
    'hls.js/dist',
    'livekit-client/dist',
    'mqtt/dist',
    'parse/dist',
    'peerjs/dist',
    'pusher-js/dist',
    'socket.io-client/dist',
    'sockjs-client/dist',
    'vue/dist',
  ].map((name) => `packages/node_modules/${name}`),
];

export interface Bundle {
  /** Relative to the cache folder. */
  readonly name: string;
  /** The application or package: bundles of one are one site's. */
  readonly site: string;
  readonly bytes: number;
}

/** Spellings of which a script that opens a socket, by itself or through a library, has at least one. */
const namesSocket =
  /WebSocket|\bwss?:|SockJS|signalR|HubConnectionBuilder|socket\.io|ActionCable|Pusher|\\x77\\x73|\\u0077/i;

/** Every bundle, in an order in which sizes and origins mix, so that any beginning of the list is like the whole. */
export function listBundles(): readonly Bundle[] {
  return folders
    .flatMap((site) =>
      scriptsBelow(site).map((name) => ({ name, site, bytes: statSync(join(cacheFolder, name)).size })),
    )
    .toSorted((a, b) => mixed(a.name) - mixed(b.name));
}

/** The beginning of the list that has about this many bytes. */
export function firstBytes(bundles: readonly Bundle[], bytes: number): readonly Bundle[] {
  let sum = 0;
  return bundles.filter((bundle) => {
    if (sum + bundle.bytes > bytes * 1.02) return false;
    sum += bundle.bytes;
    return true;
  });
}

/** Whether nothing short of a parse can tell that this text opens no socket. */
export function needsParsing(text: string): boolean {
  return namesSocket.test(text);
}

export function readBundle({ name }: Pick<Bundle, 'name'>): string {
  return readFileSync(join(cacheFolder, name), 'utf8');
}

function scriptsBelow(folder: string): string[] {
  return readdirSync(join(cacheFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?js$/.test(name) && statSync(join(cacheFolder, folder, name)).isFile())
    .map((name) => join(folder, name));
}

/** FNV-1a. */
function mixed(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
