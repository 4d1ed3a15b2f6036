import { exampleHost, exampleOrigin, examplePath } from './remedy.ts';

/** The site that a recipe is written for. */
export interface Site {
  /** The page's Origin, as browsers send it. */
  readonly origin: string;
  /** The host name of the endpoint, without a port. */
  readonly host: string;
  /** The path of the endpoint, without what a library adds for one connection. */
  readonly path: string;
}

/**
 * A recipe's code for a site. A host may hold quotes and other signs that mean something in code (WHATWG URL, forbidden
 * domain code points): what is more than letters, digits, dots, dashes and a port is not filled in, and the example stays.
 */
export function fillRecipe(code: string, { origin, host, path }: Site): string {
  const site: Readonly<Record<string, string>> = {
    [exampleOrigin]: plainOr(origin, /^https?:\/\/[a-z0-9.-]+(:\d+)?$/, exampleOrigin),
    [exampleHost]: plainOr(host, /^[a-z0-9.-]+$/, exampleHost),
    // Not for the root: what a recipe says of the socket's path would then be said of the whole site.
    [examplePath]: plainOr(path, /^(\/[\w~-][\w.~-]*)+\/?$/, examplePath),
  };
  return code.replace(
    /https:\/\/shop\.example|shop\.example|\/live\b/g,
    (example) => site[example] ?? example,
  );
}

function plainOr(text: string, plain: RegExp, example: string): string {
  return plain.test(text) ? text : example;
}
