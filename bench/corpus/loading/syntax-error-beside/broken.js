var url = "ws://broken.shop.test:9000/ws";
function connect( { new WebSocket(url)
