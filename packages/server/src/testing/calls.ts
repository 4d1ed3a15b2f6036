/** Requests of a test to a server's API. */
export class Calls {
  private readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  call(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.origin + path, init);
  }

  /** Posts JSON; a string is the body as it is. */
  post(path: string, body: unknown): Promise<Response> {
    return this.call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Status and reasons of an answer that says no. */
  async problem(answer: Promise<Response>): Promise<[number, unknown]> {
    const response = await answer;
    const { reasons } = (await response.json()) as { reasons: unknown };
    return [response.status, reasons];
  }
}
