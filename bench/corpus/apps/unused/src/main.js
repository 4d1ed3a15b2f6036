import { Client } from '@stomp/stompjs';
import SockJS from 'sockjs-client';
import { io, Manager } from 'socket.io-client';
import ReconnectingWebSocket from 'reconnecting-websocket';
import { createClient } from 'graphql-ws';
import mqtt from 'mqtt';
import Pusher from 'pusher-js';
import { Centrifuge } from 'centrifuge';

/** The realtime half of this page was switched off; the libraries stayed in the bundle. */
window.realtime = { Client, SockJS, io, Manager, ReconnectingWebSocket, createClient, mqtt, Pusher, Centrifuge };
document.title = Object.keys(window.realtime).join();
