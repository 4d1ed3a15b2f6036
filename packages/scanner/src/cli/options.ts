import { Option, type Command } from 'commander';
import type { FailOn } from '../exit-code.ts';
import type { Limits } from '../limits.ts';
import type { ScanOptions, StorageState } from '../options.ts';
import { parseOutput, type OutputSpec } from './output-spec.ts';
import * as values from './values.ts';

/** Everything that the commands' options can hold, as commander names it; `timeout` is in milliseconds. */
export interface CliOptions {
  readonly format?: readonly OutputSpec[];
  readonly failOn?: FailOn;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly showSecrets?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly compare?: string;
  readonly saveArtifacts?: string;
  readonly fromArtifacts?: string;
  readonly targets?: string;
  readonly resume?: string;
  readonly config?: string;
  readonly page?: string;
  readonly base?: string;
  readonly subprotocol?: readonly string[];
  readonly scripts?: NonNullable<ScanOptions['scripts']>;
  readonly probe?: NonNullable<ScanOptions['probe']>;
  readonly depth?: NonNullable<ScanOptions['depth']>;
  readonly crawl?: number;
  readonly origin?: string;
  readonly header?: readonly (readonly [string, string])[];
  readonly cookie?: readonly string[];
  readonly storageState?: StorageState;
  readonly resolve?: readonly string[];
  readonly connectTo?: readonly string[];
  readonly firstParty?: readonly string[];
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly proxy?: string;
  readonly allowPrivate?: boolean;
  readonly timeout?: number;
  readonly concurrency?: number;
  readonly userAgent?: string;
  /** Of a configuration file. */
  readonly limits?: Partial<Limits>;
}

/** An option that may be given several times, or as a list in a configuration file. */
export class RepeatableOption extends Option {}

function option(flags: string, description: string, parse?: (text: string) => unknown): Option {
  const made = new Option(flags, description);
  return parse ? made.argParser(parse) : made;
}

export function repeatable(
  flags: string,
  description: string,
  parse: (text: string) => readonly unknown[],
): Option {
  return new RepeatableOption(flags, description).argParser(
    (text: string, previous: readonly unknown[] | undefined) => [...(previous ?? []), ...parse(text)],
  );
}

const only = (text: string): readonly string[] => [text];

/** What is read and probed: for commands that fetch a page. */
export function addScopeOptions(command: Command): Command {
  return command
    .optionsGroup('What is read and probed:')
    .addOption(
      option(
        '--scripts <scope>',
        'whose script files are read: same-origin (default), same-site or all',
        values.oneOf('--scripts', ['same-origin', 'same-site', 'all']),
      ),
    )
    .addOption(
      option(
        '--crawl <n>',
        'read up to n same-origin pages too that the page links to (default: 0)',
        values.wholeNumber('--crawl', 0, 500),
      ),
    )
    .addOption(
      option(
        '--probe <scope>',
        'which endpoints get handshakes: all (default), first-party or none',
        values.oneOf('--probe', ['all', 'first-party', 'none']),
      ),
    );
}

export function firstPartyOption(): Option {
  const description = 'count this domain as your own too; may be repeated';
  return repeatable('--first-party <domain>', description, (text) => [values.domain(text)]);
}

/** How endpoints are probed, and as whom. */
export function addProbeOptions(command: Command): Command {
  return command
    .optionsGroup('How endpoints are probed:')
    .addOption(
      option(
        '--depth <depth>',
        "full (default) or basic: the page's own and one wrong Origin only",
        values.oneOf('--depth', ['basic', 'full']),
      ),
    )
    .addOption(
      option('--origin <origin>', 'the wrong Origin (default: https://wssure-probe.example)', values.origin),
    )
    .addOption(firstPartyOption())
    .optionsGroup('Credentials of an account that you own (sent to first-party hosts only):')
    .addOption(
      repeatable('--header <header>', '"Name: value"; may be repeated', (text) => [values.header(text)]),
    )
    .addOption(repeatable('--cookie <cookie>', 'name=value; may be repeated', values.cookies))
    .addOption(
      option(
        '--storage-state <file>',
        "cookies with their attributes, as Playwright's storageState() saves them",
        values.storageState,
      ),
    );
}

export function addNetworkOptions(command: Command): Command {
  return command
    .optionsGroup('Network:')
    .addOption(repeatable('--resolve <pin>', "host:port:address: pin a name to an address, as curl's", only))
    .addOption(repeatable('--connect-to <map>', "host:port:host2:port2: dial another place, as curl's", only))
    .addOption(option('--ca <pem>', 'trust the certificates in this file as well', values.certificates))
    .addOption(option('--insecure', 'go on past an invalid certificate, and still report it'))
    .addOption(
      option(
        '--proxy <url>',
        'send everything through this HTTP or SOCKS proxy (proxy variables of the environment are not used)',
        values.proxy,
      ),
    )
    .addOption(option('--allow-private', "let a public page's references reach private addresses"))
    .addOption(
      option('--timeout <s>', 'for one request or handshake (default: 10)', values.seconds('--timeout')),
    )
    .addOption(
      option(
        '--concurrency <n>',
        'requests or handshakes at a time (default: 16)',
        values.wholeNumber('--concurrency', 1, 64),
      ),
    )
    .addOption(option('--user-agent <text>', 'the User-Agent to send', values.userAgent));
}

export function addReportOptions(command: Command): Command {
  return command
    .optionsGroup('Report:')
    .addOption(
      repeatable(
        '--format <name[=file]>',
        'terminal (default), json, jsonl, sarif, junit, markdown or html; may be repeated with =file',
        (text) => [parseOutput(text)],
      ),
    )
    .addOption(
      option(
        '--fail-on <level>',
        'the level that makes the exit status 1: fail (default), warn or never',
        values.oneOf('--fail-on', ['fail', 'warn', 'never']),
      ),
    )
    .addOption(option('--baseline <file>', 'findings listed there do not fail the run'))
    .addOption(option('--write-baseline <file>', 'list the findings of this run there'))
    .addOption(
      option('--compare <report>', 'also say what is fixed, new and unchanged since that JSON report'),
    )
    .addOption(
      option('--save-artifacts <file>', 'keep what was gathered, to judge it again without the network'),
    )
    .addOption(option('--show-secrets', 'do not mask token-like values and cookies'))
    .addOption(option('--quiet', 'no progress and no messages but errors; a shorter terminal report'))
    .addOption(option('--no-color', 'no colours (NO_COLOR and FORCE_COLOR are respected too)'))
    .addOption(option('--config <file>', 'take options from this JSON file (names in camelCase)'));
}

/** The options as the library takes them. */
export function toScanOptions(cli: CliOptions): ScanOptions {
  return defined<ScanOptions>({
    scripts: cli.scripts,
    probe: cli.probe,
    depth: cli.depth,
    crawl: cli.crawl,
    origin: cli.origin,
    headers: cli.header,
    cookies: cli.cookie,
    storageState: cli.storageState,
    resolve: cli.resolve,
    connectTo: cli.connectTo,
    firstParty: cli.firstParty,
    ca: cli.ca,
    insecure: cli.insecure,
    proxy: cli.proxy,
    allowPrivate: cli.allowPrivate,
    timeoutMs: cli.timeout,
    concurrency: cli.concurrency,
    userAgent: cli.userAgent,
    showSecrets: cli.showSecrets,
    subprotocols: cli.subprotocol,
    limits: cli.limits,
  });
}

function defined<T extends object>(values: { readonly [K in keyof T]: T[K] | undefined }): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without what is undefined, the values are a T
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
