import mqtt from 'mqtt';
import { RxStomp } from '@stomp/rx-stomp';
import { Wampy } from 'wampy';
import { CometD } from 'cometd';

const { hostname } = window.location;
const client = mqtt.connect(`wss://${hostname}:8884/mqtt`, { keepalive: 30, reconnectPeriod: 1000 });
client.on('connect', () => client.subscribe('orders/#'));

const stomp = new RxStomp();
stomp.configure({ brokerURL: 'wss://stomp.shop.test/ws', heartbeatIncoming: 0 });
stomp.activate();
stomp.watch('/topic/orders').subscribe(({ body }) => console.log(body));

const wamp = new Wampy('wss://wamp.shop.test/ws', { realm: 'shop' });
wamp.connect().catch(console.warn);

const cometd = new CometD();
cometd.configure({ url: 'https://shop.test/cometd', logLevel: 'warn' });
cometd.handshake();
