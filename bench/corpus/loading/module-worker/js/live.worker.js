import { endpoint } from './endpoint.js';
new WebSocket(endpoint);
