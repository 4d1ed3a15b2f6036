const ports = [];
onconnect = (event) => ports.push(event.ports[0]);
const socket = new WebSocket((location.protocol === 'https:' ? 'wss' : 'ws') + '://' + location.host + '/shared');
socket.onmessage = ({ data }) => ports.forEach((port) => port.postMessage(data));
