import { createHash } from 'node:crypto';

/** A place in one list. Checked, so that a cursor that was altered, or is another list's, is told and not guessed at. */
export function cursorOf(list: string, place: number): string {
  return Buffer.from(`${place}.${check(list, place)}`).toString('base64url');
}

/** The place that a cursor names, or null for a text that is no cursor of this list. */
export function placeOf(list: string, cursor: string): number | null {
  const [digits = '', sum] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  const place = Number(digits);
  const sound = /^\d{1,15}$/.test(digits) && sum === check(list, place);
  return sound && cursorOf(list, place) === cursor ? place : null;
}

function check(list: string, place: number): string {
  return createHash('sha256').update(`${list}\n${place}`).digest('base64url').slice(0, 12);
}
