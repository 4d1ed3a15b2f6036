export const connect = ({ host = location.host, path }) => new WebSocket(Object.assign(new URL(path, `wss://${host}`)));
