import type { ClientLibrary } from './library.ts';
import { signalr } from './signalr.ts';
import { socketio } from './socketio.ts';
import { sockjs } from './sockjs.ts';
import { websocket } from './websocket.ts';

/** Every client library that wssure knows. */
export const libraries: readonly ClientLibrary[] = [websocket, socketio, sockjs, signalr];
