var stompClient = null;
function connect() {
  var socket = new SockJS('/gs-guide-websocket');
  stompClient = Stomp.over(socket);
  stompClient.connect({}, function (frame) {
    stompClient.subscribe('/topic/greetings', function (greeting) { console.log(JSON.parse(greeting.body).content); });
  });
}
document.getElementById('connect').onclick = connect;
