import type { Report } from 'wssure';
import type { z } from 'zod';
import type {
  acceptedSchema,
  pageSchema,
  problemSchema,
  scanViewSchema,
  scheduleDetailSchema,
  scheduleMadeSchema,
  schedulePageSchema,
  scheduleViewSchema,
} from './http/schemas.ts';
import type { scanSchema } from './input/scan.ts';
import type { scheduleSchema } from './input/schedule.ts';

export type ScanRequest = z.input<ReturnType<typeof scanSchema>>;
export type ScheduleRequest = z.input<ReturnType<typeof scheduleSchema>>;
export type Scan = Omit<z.output<typeof scanViewSchema>, 'report'> & { readonly report?: Report };
export type ScanPage = z.output<typeof pageSchema>;
export type Schedule = z.output<typeof scheduleViewSchema>;
export type SchedulePage = z.output<typeof schedulePageSchema>;
export type NewSchedule = z.output<typeof scheduleMadeSchema>;
export type ScheduleDetail = z.output<typeof scheduleDetailSchema>;
export type ProblemAnswer = z.output<typeof problemSchema>;
export type ReportFormat = 'terminal' | 'json' | 'jsonl' | 'sarif' | 'junit' | 'markdown' | 'html';

export interface ClientOptions {
  /** Sent as a bearer token. */
  readonly token?: string;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

/** What the server did not do, with its status and its reasons. */
export class WssureError extends Error {
  override readonly name = 'WssureError';
  readonly status: number;
  readonly answer: ProblemAnswer;

  constructor(status: number, answer: ProblemAnswer) {
    super(`${status} ${answer.error}: ${answer.message}`);
    this.status = status;
    this.answer = answer;
  }
}

/** The API of a wssure server. Every method rejects with `WssureError` where the server says no. */
export class WssureClient {
  readonly #base: string;
  readonly #options: ClientOptions;

  /** `base`: where the server is, like `http://127.0.0.1:8080`. */
  constructor(base: string, options: ClientOptions = {}) {
    this.#base = `${base.replace(/\/+$/, '')}/api/v1`;
    this.#options = options;
  }

  /** Queues a scan. 409: the same target is being scanned, and `answer.id` names that scan. */
  scan(request: ScanRequest): Promise<z.output<typeof acceptedSchema>> {
    return this.#json('POST', '/scans', request);
  }

  get(id: string): Promise<Scan> {
    return this.#json('GET', `/scans/${encodeURIComponent(id)}`);
  }

  rescan(id: string): Promise<z.output<typeof acceptedSchema>> {
    return this.#json('POST', `/scans/${encodeURIComponent(id)}/rescan`);
  }

  /** Cancels a scan that is not over, or deletes the record of one that is. */
  async remove(id: string): Promise<void> {
    await this.#send('DELETE', `/scans/${encodeURIComponent(id)}`);
  }

  async report(id: string, format: ReportFormat = 'json'): Promise<string> {
    return (await this.#send('GET', `/scans/${encodeURIComponent(id)}/report?format=${format}`)).text();
  }

  list(query: PageQuery = {}): Promise<ScanPage> {
    return this.#json('GET', `/scans${search(query)}`);
  }

  site(host: string, query: PageQuery = {}): Promise<ScanPage> {
    return this.#json('GET', `/sites/${encodeURIComponent(host)}/scans${search(query)}`);
  }

  /** The scan after each change, until it is over; comes back by itself where the connection breaks. */
  async *watch(id: string, signal?: AbortSignal): AsyncGenerator<Scan> {
    let last = '0';
    for (;;) {
      const response = await this.#send('GET', `/scans/${encodeURIComponent(id)}/events`, undefined, {
        headers: { 'last-event-id': last },
        ...(signal && { signal }),
      });
      if (response.status === 204 || !response.body) return;
      try {
        for await (const { id: event, data } of events(response.body)) {
          last = event;
          const scan: Scan = JSON.parse(data);
          yield scan;
          if (scan.status === 'done' || scan.status === 'failed') return;
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof TypeError)) throw error;
      }
    }
  }

  /** Queues a scan, waits until it is over, and returns it with its report. */
  async run(request: ScanRequest, signal?: AbortSignal): Promise<Scan> {
    const { id } = await this.scan(request);
    for await (const scan of this.watch(id, signal)) {
      if (scan.status === 'done' || scan.status === 'failed') return scan;
    }
    return this.get(id);
  }

  createSchedule(request: ScheduleRequest): Promise<NewSchedule> {
    return this.#json('POST', '/schedules', request);
  }

  schedules(query: PageQuery = {}): Promise<SchedulePage> {
    return this.#json('GET', `/schedules${search(query)}`);
  }

  schedule(id: string): Promise<ScheduleDetail> {
    return this.#json('GET', `/schedules/${encodeURIComponent(id)}`);
  }

  async removeSchedule(id: string): Promise<void> {
    await this.#send('DELETE', `/schedules/${encodeURIComponent(id)}`);
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer: T = JSON.parse(await (await this.#send(method, path, body)).text());
    return answer;
  }

  async #send(method: string, path: string, body?: unknown, more: RequestInit = {}): Promise<Response> {
    const { token, fetch = globalThis.fetch } = this.#options;
    const headers = new Headers(more.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const response = await fetch(this.#base + path, {
      ...more,
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new WssureError(response.status, await problemIn(response));
    return response;
  }
}

async function problemIn(response: Response): Promise<ProblemAnswer> {
  const text = await response.text();
  try {
    const problem: ProblemAnswer = JSON.parse(text);
    return problem;
  } catch {
    return { error: 'no-json', message: text.slice(0, 200), reasons: [] };
  }
}

function search({ limit, cursor }: PageQuery): string {
  const query = new URLSearchParams();
  if (limit !== undefined) query.set('limit', String(limit));
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.size > 0 ? `?${query}` : '';
}

/** Server-sent events (WHATWG HTML section 9.2.6), as this server sends them: one `data` line each. */
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<{ id: string; data: string }> {
  let pending = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const blocks = (pending + decoder.decode(chunk, { stream: true })).split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string): string | undefined =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const data = field('data');
      if (data !== undefined) yield { id: field('id') ?? '0', data };
    }
  }
}
