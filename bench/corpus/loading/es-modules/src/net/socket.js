export default function connect(host, path) {
  return new WebSocket(`wss://${host}${path}`);
}
