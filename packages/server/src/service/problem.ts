/** Why a request is not done, for people and programs: the status and one line each. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly reasons: readonly string[];
  /** Further members of the answer. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    status: number,
    code: string,
    reasons: readonly string[],
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(reasons.join('; '));
    this.status = status;
    this.code = code;
    this.reasons = reasons;
    this.details = details;
  }
}

export function notFound(what: string): Problem {
  return new Problem(404, 'not-found', [`there is no such ${what}`]);
}
