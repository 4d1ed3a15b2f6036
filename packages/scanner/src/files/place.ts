/** A folder whose files a server hands out, and where. */
export interface Place {
  /** Path of the folder. */
  readonly folder: string;
  /** Where it is served, below the base URL: empty, or ending in a slash. */
  readonly below: string;
  /** Its pages alone are served, at their names without `.html`: the other files are the server's own. */
  readonly pages?: 'routes';
  /** Paths within the folder, where not all of it was given. */
  readonly files?: readonly string[];
}
