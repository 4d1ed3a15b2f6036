/** A call that cannot be carried out as asked: an option or an argument is wrong. Exit status 2, no report. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A target that cannot be scanned: the report's verdict is then `error`. One line: what, which input, what to do. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
