import { randomBytes } from 'node:crypto';

/** Cannot be guessed, and stands in a URL as it is: 128 random bits. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}
