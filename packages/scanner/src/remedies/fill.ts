import { exampleHost, exampleOrigin } from './remedy.ts';

/** The site that a recipe is written for. */
export interface Site {
  /** The page's Origin, as browsers send it. */
  readonly origin: string;
  /** The host name of the endpoint, without a port. */
  readonly host: string;
}

/**
 * A recipe's code for a site. A host may hold quotes and other signs that mean something in code (WHATWG URL, forbidden
 * domain code points): what is more than letters, digits, dots, dashes and a port is not filled in, and the example stays.
 */
export function fillRecipe(code: string, { origin, host }: Site): string {
  return code.replace(/https:\/\/shop\.example|shop\.example/g, (example) =>
    example === exampleOrigin
      ? plainOr(origin, /^https?:\/\/[a-z0-9.-]+(:\d+)?$/, exampleOrigin)
      : plainOr(host, /^[a-z0-9.-]+$/, exampleHost),
  );
}

function plainOr(text: string, plain: RegExp, example: string): string {
  return plain.test(text) ? text : example;
}
