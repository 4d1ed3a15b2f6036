'use strict';
let connection = null;
function connect() {
  connection = new WebSocket('ws://chat.shop.test:8080/room?name=lobby', ['json.chat', 'soap']);
  connection.onclose = () => setTimeout(connect, 5000);
}
window.addEventListener('load', connect);
