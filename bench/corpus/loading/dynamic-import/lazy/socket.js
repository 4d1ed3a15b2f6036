export const open = (host) => new WebSocket(`wss://${host}/lazy`);
