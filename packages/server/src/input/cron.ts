import { Cron } from 'croner';

/** When an expression fires next after `from`. Throws a one-line `Error` for what never fires or is no cron expression. */
export function nextFiring(expression: string, timezone: string, from: Date): Date {
  if (expression.trim().split(/\s+/).length !== 5) {
    throw new Error('not a cron expression of five fields, like "0 6 * * 1": minute hour day month weekday');
  }
  let next: Date | null;
  try {
    next = new Cron(expression.trim(), { timezone, paused: true }).nextRun(from);
  } catch (error) {
    throw new Error(`not a cron expression: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (!next) throw new Error('this cron expression never fires');
  return next;
}

export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
