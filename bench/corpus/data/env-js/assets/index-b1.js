const e=(n,t)=>{var r;return((r=window._env_)==null?void 0:r[n])??t};const s=e("WS_URL","ws://localhost:8080/ws");new WebSocket(s);
