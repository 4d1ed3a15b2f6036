import { Client } from '@stomp/stompjs';
import SockJS from 'sockjs-client';

export function openBus({ url }) {
  const client = new Client({ webSocketFactory: () => new SockJS(url), reconnectDelay: 5000 });
  client.onConnect = () => client.subscribe('/topic/board', ({ body }) => console.log(body));
  client.activate();
  const direct = new Client({ brokerURL: 'wss://mq.shop.test:15674/ws' });
  direct.activate();
}
