<!--
new WebSocket('wss://sloppy.shop.test/ws');
//-->
