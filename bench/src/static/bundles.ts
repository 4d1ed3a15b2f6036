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
  readonly bytes: number;
}

/** Every bundle, in an order in which sizes and origins mix, so that any beginning of the list is like the whole. */
export function listBundles(): readonly Bundle[] {
  return folders
    .flatMap(scriptsBelow)
    .map((name) => ({ name, bytes: statSync(join(cacheFolder, name)).size, order: mixed(name) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ name, bytes }) => ({ name, bytes }));
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

export function readBundle({ name }: Bundle): string {
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
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
