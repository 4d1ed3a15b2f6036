import type { ObservedMessage } from '../artifacts.ts';

/** The JSON object that a text message holds; null where it holds none. */
export function jsonObject({
  data,
  binary,
}: Pick<ObservedMessage, 'data' | 'binary'>): Readonly<Record<string, unknown>> | null {
  const value = binary ? null : parsed(data);
  return isObject(value) ? value : null;
}

/** The JSON array that a text message holds; empty where it holds none. */
export function jsonArray({ data, binary }: ObservedMessage): readonly unknown[] {
  const value = binary ? null : parsed(data);
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
