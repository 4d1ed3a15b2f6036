import actioncable from './actioncable.ts';
import aiohttp from './aiohttp.ts';
import authentication from './authentication.ts';
import autobahn from './autobahn.ts';
import bun from './bun.ts';
import coderWebsocket from './coder-websocket.ts';
import djangoChannels from './django-channels.ts';
import emWebsocket from './em-websocket.ts';
import fastapi from './fastapi.ts';
import fayeWebsocket from './faye-websocket.ts';
import gorilla from './gorilla.ts';
import jetty from './jetty.ts';
import libsoup from './libsoup.ts';
import libwebsockets from './libwebsockets.ts';
import mojolicious from './mojolicious.ts';
import apache from './apache.ts';
import beast from './beast.ts';
import caddy from './caddy.ts';
import haproxy from './haproxy.ts';
import lighttpd from './lighttpd.ts';
import nginx from './nginx.ts';
import nodeExpressWs from './node-express-ws.ts';
import nodeFastify from './node-fastify.ts';
import nodeGraphqlWs from './node-graphql-ws.ts';
import nodeHocuspocus from './node-hocuspocus.ts';
import nodeNest from './node-nest.ts';
import nodeSocketio2 from './node-socketio-2.ts';
import nodeSocketio from './node-socketio.ts';
import nodeSockjs from './node-sockjs.ts';
import nodeWs from './node-ws.ts';
import nodeYWebsocket from './node-y-websocket.ts';
import pythonSocketio from './python-socketio.ts';
import pythonWebsockets from './python-websockets.ts';
import type { Remedy } from './remedy.ts';
import starlette from './starlette.ts';
import tomcat from './tomcat.ts';
import tornado from './tornado.ts';
import varnish from './varnish.ts';
import websocketpp from './websocketpp.ts';

const applications: readonly Remedy[] = [
  nodeSocketio,
  nodeSocketio2,
  nodeSockjs,
  nodeGraphqlWs,
  nodeHocuspocus,
  nodeYWebsocket,
  // Express with ws itself is more usual than either of the two that its page also speaks for.
  nodeWs,
  nodeExpressWs,
  nodeNest,
  nodeFastify,
  pythonSocketio,
  aiohttp,
  tornado,
  fastapi,
  starlette,
  pythonWebsockets,
  djangoChannels,
  autobahn,
  gorilla,
  coderWebsocket,
  actioncable,
  fayeWebsocket,
  emWebsocket,
  bun,
  tomcat,
  jetty,
  mojolicious,
  libwebsockets,
  websocketpp,
  beast,
  libsoup,
  authentication,
];

/** What may stand before any application: that one of them is recognised says nothing of what is behind it. */
export const proxies: readonly Remedy[] = [nginx, apache, caddy, lighttpd, varnish, haproxy];

/** Every remedy. Where several fit a sighting equally, the earlier one is shown. */
export const remedies: readonly Remedy[] = [...applications, ...proxies];
