import { connect } from 'nats.ws';
import Sockette from 'sockette';
import WebSocketAsPromised from 'websocket-as-promised';
import IsomorphicWebSocket from 'isomorphic-ws';
import { io } from 'socket.io-client';
import feathers from '@feathersjs/client';
import simpleDDP from 'simpleddp';

connect({ servers: 'wss://nats.shop.test:9222' }).catch(console.warn);
new Sockette('wss://sockette.shop.test/ws', { maxAttempts: 3 });
new WebSocketAsPromised('wss://promised.shop.test/ws').open();
new IsomorphicWebSocket('wss://iso.shop.test/ws');
const app = feathers();
app.configure(feathers.socketio(io('https://feathers.shop.test', { transports: ['websocket'] })));
new simpleDDP({ endpoint: 'wss://ddp.shop.test/websocket', SocketConstructor: WebSocket, reconnectInterval: 5000 });
