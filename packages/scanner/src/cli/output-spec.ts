import { UsageError } from '../errors.ts';
import { formatIds, type FormatId } from '../report/formats.ts';
import { oneOf } from './values.ts';

/** One `--format`: where there is no file, the report goes to standard output. */
export interface OutputSpec {
  readonly format: FormatId;
  readonly file: string | null;
  /** Keeps what is in the file. Only for reports that are written as they come. */
  readonly append?: boolean;
}

/** Parses `name` or `name=file`. Throws `UsageError`. */
export function parseOutput(text: string): OutputSpec {
  const equals = text.indexOf('=');
  const format = oneOf('--format', formatIds)(equals === -1 ? text : text.slice(0, equals));
  if (equals === -1) return { format, file: null };
  const file = text.slice(equals + 1);
  if (file === '')
    throw new UsageError(
      `--format ${format}= names no file: give ${format}=report.${format}, or ${format} alone`,
    );
  return { format, file };
}

/** Throws `UsageError` where two outputs would end up in the same place. */
export function assertDistinct(outputs: readonly OutputSpec[]): void {
  const places = new Set<string | null>();
  for (const { format, file } of outputs) {
    if (places.has(file)) {
      throw new UsageError(
        file === null
          ? `--format ${format}: only one format can go to standard output: give the others a file, like ${format}=report.${format}`
          : `--format ${format}=${file}: two formats name the same file`,
      );
    }
    places.add(file);
  }
}
