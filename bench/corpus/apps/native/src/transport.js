export const State = Object.freeze({ Idle: 0, Open: 1, Closed: 2 });

export class Transport {
  state = State.Idle;
  #handlers = [];

  constructor(options) {
    const { host = window.location.host, secure = window.location.protocol === 'https:', ...rest } = options;
    this.settings = { host, secure, query: {}, ...rest };
  }

  get address() {
    const { host, secure, query } = this.settings;
    const search = new URLSearchParams(query).toString();
    return `${secure ? 'wss' : 'ws'}://${host}${this.path()}${search && `?${search}`}`;
  }

  path() {
    return '/';
  }

  onMessage(handler) {
    this.#handlers.push(handler);
  }

  async open() {
    await this.prepare?.();
    this.socket = new WebSocket(this.address, this.protocols ?? []);
    this.socket.onmessage = (event) => this.#handlers.forEach((handler) => handler(event));
    this.state = State.Open;
  }
}
