import { ably } from './ably.ts';
import { actioncable } from './actioncable.ts';
import { apollo } from './apollo.ts';
import { appsync } from './appsync.ts';
import { centrifugo } from './centrifugo.ts';
import { cometd } from './cometd.ts';
import { convex } from './convex.ts';
import { echo } from './echo.ts';
import { engineIo } from './engine-io.ts';
import { faye } from './faye.ts';
import { firebase } from './firebase.ts';
import { graphqlWs } from './graphql-ws.ts';
import { hocuspocus } from './hocuspocus.ts';
import type { ClientLibrary } from './library.ts';
import { liveblocks } from './liveblocks.ts';
import { livereload } from './livereload.ts';
import { liveview } from './liveview.ts';
import { meteor } from './meteor.ts';
import { mqtt } from './mqtt.ts';
import { paho } from './paho.ts';
import { partykit } from './partykit.ts';
import { phoenix } from './phoenix.ts';
import { primus } from './primus.ts';
import { pusher } from './pusher.ts';
import { reconnectingWebsocket } from './reconnecting-websocket.ts';
import { signalrClassic } from './signalr-classic.ts';
import { signalr } from './signalr.ts';
import { socketio } from './socketio.ts';
import { sockjs } from './sockjs.ts';
import { stomp } from './stomp.ts';
import { subscriptionsTransportWs } from './subscriptions-transport-ws.ts';
import { supabase } from './supabase.ts';
import { trpc } from './trpc.ts';
import { vaadin } from './vaadin.ts';
import { wamp } from './wamp.ts';
import { websocket } from './websocket.ts';
import { xmpp } from './xmpp.ts';
import { yjs } from './yjs.ts';

/** Every client library that wssure knows. */
export const libraries: readonly ClientLibrary[] = [
  websocket,
  socketio,
  sockjs,
  signalr,
  signalrClassic,
  stomp,
  mqtt,
  paho,
  wamp,
  graphqlWs,
  subscriptionsTransportWs,
  apollo,
  appsync,
  pusher,
  echo,
  faye,
  cometd,
  centrifugo,
  convex,
  partykit,
  yjs,
  hocuspocus,
  supabase,
  firebase,
  liveblocks,
  ably,
  primus,
  meteor,
  actioncable,
  engineIo,
  liveview,
  phoenix,
  reconnectingWebsocket,
  trpc,
  vaadin,
  xmpp,
  livereload,
];
