import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ivBytes = 12;
const tagBytes = 16;

/** Keeps secrets in the database unreadable without the key: AES-256-GCM (NIST SP 800-38D). */
export interface Seal {
  seal(value: unknown): string;
  /** Throws where the text was sealed with another key or changed. */
  open(text: string): unknown;
}

/** The seal of a key as the user gives it (`WSSURE_KEY`): any text that is long enough. */
export function sealWith(secret: string): Seal {
  const key = createHash('sha256').update(`wssure seal\n${secret}`).digest();
  return {
    seal: (value) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open: (text) => {
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
      return JSON.parse(opened.toString('utf8'));
    },
  };
}

/** The key of an embedded database: beside it, for its user only, made at the first start. */
export function keyBeside(data: string): string {
  const file = path.join(data, 'key');
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
