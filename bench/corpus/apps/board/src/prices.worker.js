import { settings } from './settings.js';

const url = new URL(settings.bus.prices, self.location.origin);
url.protocol = url.protocol.replace('http', 'ws');
const socket = new WebSocket(url);
socket.onmessage = ({ data }) => self.postMessage(data);
