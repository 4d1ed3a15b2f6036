const day = 86_400_000;

/** Whole days from `now` to `end` (both ISO 8601), negative where it is over; null where there is no such date. */
export function daysLeft(end: string | null, now: string): number | null {
  const days = Math.floor((Date.parse(end ?? '') - Date.parse(now)) / day);
  return Number.isNaN(days) ? null : days;
}

/** `1 day`, `12 days`, whichever side of now. */
export function inDays(days: number): string {
  return `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
}
