import ReconnectingWebSocket from 'reconnecting-websocket';
import { config, socketBase } from './config.js';

export function watchStock(onChange) {
  const url = `${socketBase()}${config.stock.path}?v=${config.stock.version}`;
  const socket = new ReconnectingWebSocket(url, ['stock.v2'], { maxRetries: 10 });
  socket.addEventListener('message', ({ data }) => onChange(JSON.parse(data)));
  return socket;
}
