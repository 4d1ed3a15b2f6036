import { createConsumer } from '@rails/actioncable';
import * as signalR from '@microsoft/signalr';
import { Socket } from 'phoenix';
import Pusher from 'pusher-js';

const hub = new signalR.HubConnectionBuilder()
  .withUrl('/hubs/pulse', { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
  .withAutomaticReconnect()
  .configureLogging(signalR.LogLevel.Warning)
  .build();
hub.on('pulse', (value) => (document.title = value));
hub.start().catch(console.error);

const socket = new Socket('/socket', { params: { locale: 'en' } });
socket.connect();
socket.channel('pulse:lobby', {}).join();

const cable = createConsumer('/cable');
cable.subscriptions.create('PulseChannel', { received: console.log });

const pusher = new Pusher('d41d8cd98f00b204', { cluster: 'eu', wsHost: 'push.shop.test', enabledTransports: ['ws', 'wss'] });
pusher.subscribe('pulse');
