import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Report } from '../report.ts';
import type { RenderContext, ReportFormat } from '../report/format.ts';
import { loadFormat } from '../report/formats.ts';
import { assertWritable, notWritten, writeWhole } from './files.ts';
import { assertDistinct, type OutputSpec } from './output-spec.ts';
import { usesColor, widthOf, type Terminal } from './terminal.ts';

export interface OutputSettings {
  readonly specs: readonly OutputSpec[];
  readonly color: boolean;
  readonly quiet: boolean;
  /** The command that runs it again. */
  readonly command: string;
}

/** One place that reports go to. */
export interface Output {
  /** Set where reports are written as they come; the others are written whole, at the end. */
  readonly stream?: (report: Report) => Promise<void>;
  /** Called once, with every report in the order of the targets (none where it streams). */
  readonly finish: (reports: readonly Report[]) => Promise<void>;
}

interface Sink extends OutputSpec {
  readonly renderer: ReportFormat;
  readonly context: RenderContext;
}

/** Loads the formats and checks every file before anything is scanned. Throws `UsageError`. */
export async function openOutputs(terminal: Terminal, settings: OutputSettings): Promise<readonly Output[]> {
  assertDistinct(settings.specs);
  for (const spec of settings.specs) {
    if (spec.file !== null) assertWritable(optionOf(spec), spec.file);
  }
  return Promise.all(
    settings.specs.map(async (spec) => {
      const context = contextOf(terminal, spec, settings);
      return openOutput(terminal, { ...spec, renderer: await loadFormat(spec.format), context });
    }),
  );
}

function contextOf(terminal: Terminal, spec: OutputSpec, settings: OutputSettings): RenderContext {
  const { command, quiet, color } = settings;
  if (spec.file !== null) return { color: false, width: 80, command, quiet };
  return {
    color: usesColor(terminal.stdout, terminal.env, color),
    width: widthOf(terminal.stdout),
    command,
    quiet,
  };
}

async function openOutput(terminal: Terminal, sink: Sink): Promise<Output> {
  if (sink.file === null)
    return sink.renderer.renderAll ? collected(terminal, sink) : toStdout(terminal, sink);
  return sink.format === 'jsonl' ? toGrowingFile(sink, sink.file) : collected(terminal, sink);
}

function toStdout(terminal: Terminal, { format, renderer, context }: Sink): Output {
  let first = true;
  return {
    stream: async (report) => {
      // A person gets a target's error as one line on stderr, like any other message.
      if (format === 'terminal' && report.verdict === 'error') return;
      const text = (first || format !== 'terminal' ? '' : '\n') + renderer.render(report, context);
      first = false;
      // A reader that is slower than the scans must not make them pile up.
      if (!terminal.stdout.write(text)) await once(terminal.stdout, 'drain');
    },
    finish: async () => {},
  };
}

/** Lines that are worth something before the last one is written, as a log's. */
async function toGrowingFile(sink: Sink, file: string): Promise<Output> {
  const failed = (error: unknown): never => {
    throw notWritten(optionOf(sink), file, error);
  };
  const handle = await open(file, sink.append === true ? 'a' : 'w').catch(failed);
  return {
    stream: async (report) => {
      await handle.appendFile(sink.renderer.render(report, sink.context)).catch(failed);
    },
    finish: () => handle.close(),
  };
}

function collected(terminal: Terminal, sink: Sink): Output {
  return {
    finish: async (reports) => {
      const text = renderTogether(sink, reports);
      if (sink.file === null) terminal.stdout.write(text);
      else await writeWhole(optionOf(sink), sink.file, text);
    },
  };
}

function renderTogether({ renderer, context }: Sink, reports: readonly Report[]): string {
  if (reports.length !== 1 && renderer.renderAll) return renderer.renderAll(reports, context);
  return reports.map((report) => renderer.render(report, context)).join('\n');
}

function optionOf({ format }: OutputSpec): string {
  return `--format ${format}=`;
}
