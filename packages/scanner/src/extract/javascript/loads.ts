import { createHash } from 'node:crypto';
import type { NestedDocument } from '../document.ts';
import type { Site } from './code.ts';
import type { Within } from './script.ts';
import type { Sent } from './transfer.ts';
import type { Value } from './values.ts';

/** A script whose text the page itself has: a worker's, made of a blob or in a `data:` URL. */
export interface InnerScript {
  readonly text: string;
  readonly goal: 'script' | 'module';
  /** The URL of the worker, and of its globals. */
  readonly realm: string;
  readonly within: Within;
}

/** What one realm sends to a worker. */
export interface Message {
  /** The worker's URL. */
  readonly to: string;
  readonly data: Sent;
  /** Sent over the port of a shared worker. */
  readonly byPort: boolean;
}

/** A file of data that a script asks for, worth reading where a socket's URL depends on it. */
export interface DataRequest {
  readonly url: string;
  readonly via: string;
  readonly site: Site;
  /** Why values that come of it are not known. */
  readonly reason: string;
}

const mostOfAKind = 200;

/** What the code of a realm brings into being that is to be read in its turn, besides the files that it asks for. */
export class Loads {
  readonly scripts: InnerScript[] = [];
  readonly documents: NestedDocument[] = [];
  readonly messages: Message[] = [];
  readonly data = new Map<string, DataRequest>();
  /** Handlers of the messages that this realm may get, where it is a worker's. */
  readonly listeners: { readonly type: string; readonly handler: Value; readonly receiver: Value }[] = [];
  readonly #blobs = new Map<string, { readonly text: string; readonly site: Site }>();

  /** `URL.createObjectURL`: a URL that is the same whenever the text is. */
  addBlob(origin: string, text: string, site: Site): string {
    const url = `blob:${origin}/${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    if (this.#blobs.size < mostOfAKind) this.#blobs.set(url, { text, site });
    return url;
  }

  blob(url: string): { readonly text: string; readonly site: Site } | null {
    return this.#blobs.get(url) ?? null;
  }

  addScript(script: InnerScript): void {
    if (this.scripts.length < mostOfAKind && !this.scripts.some(({ realm }) => realm === script.realm))
      this.scripts.push(script);
  }

  addDocument(document: NestedDocument): void {
    if (this.documents.length < mostOfAKind && !this.documents.some(({ realm }) => realm === document.realm))
      this.documents.push(document);
  }

  send(message: Message): void {
    if (this.messages.length < mostOfAKind) this.messages.push(message);
  }

  ask(request: DataRequest): void {
    if (this.data.size < mostOfAKind && !this.data.has(request.url)) this.data.set(request.url, request);
  }
}
