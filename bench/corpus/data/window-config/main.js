!function(){const n=window.__CONFIG__;new WebSocket(n.wsUrl);const t=n.api.replace(/^http/,"ws");new WebSocket(t+"/events")}();
