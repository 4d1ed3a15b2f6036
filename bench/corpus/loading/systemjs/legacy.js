System.register([],(function(e){"use strict";return{execute:function(){var t="wss://system.shop.test/ws";e("open",(function(){return new WebSocket(t)}))();}}}));
