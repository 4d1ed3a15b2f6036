import type { Endpoint, PageFacts, SourceRecord } from '../artifacts.ts';

/** What a scan saw of one endpoint and of the page around it: all that a stack is recognised by. */
export interface Sighting {
  readonly endpoint: Endpoint;
  readonly page: PageFacts | null;
  readonly sources: readonly SourceRecord[];
}

/**
 * How sure it is that this stack answered. `named`: it says so itself (a `Server` header, an error body, a path that
 * only it has). `fits`: what was seen is how this stack and a few others answer.
 */
export interface Recognition {
  readonly certainty: 'named' | 'fits';
  /** What it was recognised by, to be read after "recognised by": `the header "Server: nginx"`. */
  readonly by: string;
}

/** The site that stands in every recipe's code and is replaced by the scanned one: see `fill.ts`. */
export const exampleOrigin = 'https://shop.example';
export const exampleHost = 'shop.example';
export const examplePath = '/live';

/** One change that makes findings of these rules go away; `npm run bench:remedies` applies this very code. */
export interface Recipe {
  /** `node-ws`: what a report's `remediation.recipe` says. */
  readonly id: string;
  /** In the imperative, no full stop: `Compare the Origin in verifyClient`. */
  readonly title: string;
  /** The ids of the rules whose findings it removes. */
  readonly fixes: readonly string[];
  /** What the code takes the place of, one sentence. */
  readonly place: string;
  /** The name after a Markdown fence: `js`, `python`, `nginx` … */
  readonly language: string;
  /** Short, current, complete for its place; `exampleOrigin`, `exampleHost` and `examplePath` stand for the user's. */
  readonly code: string;
  /** For what is more than a check of the Origin, and is proved in a browser instead of by the bench. */
  readonly defence?: Defence;
}

/** What a recipe is for that lets the server know whom it talks to. Sentences, each with its full stop. */
export interface Defence {
  /** The page's own script, which has to do its part. */
  readonly client: string;
  readonly protects: string;
  readonly doesNot: readonly string[];
  readonly pitfalls: readonly string[];
  /** What a scan of the server says with the recipe in place. */
  readonly seenAs: string;
}

/** What helps on one server stack. */
export interface Remedy {
  /** The file's name and that of its page, `docs/fixes/<id>.md`. */
  readonly id: string;
  /** As people call it: `ws (Node.js)`. */
  readonly name: string;
  /** Reads the sighting; null where nothing speaks for this stack. */
  readonly recognise: (sighting: Sighting) => Recognition | null;
  /** How to tell for yourself, one sentence for the page. */
  readonly signs: string;
  /** The usual one first. */
  readonly recipes: readonly Recipe[];
  /** Sentences: what goes wrong with this stack although the code looks right. */
  readonly pitfalls: readonly string[];
  /** The stack's own documentation. */
  readonly links: readonly string[];
}

/** Identity helper: checks a remedy's shape where it is written. */
export function defineRemedy(remedy: Remedy): Remedy {
  return remedy;
}
