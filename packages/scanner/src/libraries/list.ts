import { apollo } from './apollo.ts';
import { echo } from './echo.ts';
import { graphqlWs } from './graphql-ws.ts';
import type { ClientLibrary } from './library.ts';
import { mqtt } from './mqtt.ts';
import { paho } from './paho.ts';
import { pusher } from './pusher.ts';
import { signalr } from './signalr.ts';
import { socketio } from './socketio.ts';
import { sockjs } from './sockjs.ts';
import { stomp } from './stomp.ts';
import { subscriptionsTransportWs } from './subscriptions-transport-ws.ts';
import { wamp } from './wamp.ts';
import { websocket } from './websocket.ts';

/** Every client library that wssure knows. */
export const libraries: readonly ClientLibrary[] = [
  websocket,
  socketio,
  sockjs,
  signalr,
  stomp,
  mqtt,
  paho,
  wamp,
  graphqlWs,
  subscriptionsTransportWs,
  apollo,
  pusher,
  echo,
];
