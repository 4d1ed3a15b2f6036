(()=>{const{config:{public:e},state:t}=window.__NUXT__;t.live&&new WebSocket(e.wsUrl+e.wsPath)})();
