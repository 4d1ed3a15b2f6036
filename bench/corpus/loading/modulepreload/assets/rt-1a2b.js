const u="wss://preload.shop.test/rt";function t(){return new WebSocket(u)}export{t as c};
