export class Live {
  constructor(url) { this.url = url; }
  start() { this.socket = new WebSocket(this.url, 'live.v1'); }
}
