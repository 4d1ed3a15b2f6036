import { placeOf, placesOf } from './places.ts';
import { defineRule, type Draft, type Facts } from './rule.ts';

export default defineRule({
  meta: {
    id: 'coverage-limited',
    title: 'Not everything was looked at',
    description:
      'Something was not read, not resolved or not probed. The finding names the option that would.',
    level: 'note',
    severity: 'info',
    standards: { cwe: [], asvs: [], pciDss: [] },
    references: [],
  },
  needs: ['page', 'sources', 'references', 'endpoints', 'gaps', 'scope'],
  appliesTo: () => true,
  *assess(facts) {
    yield* behindLogin(facts);
    yield* unread(facts);
    yield* unresolved(facts);
    yield* unprobed(facts);
    yield* gaps(facts);
  },
});

/**
 * A page that has no socket before the login may have one after it. Of a page that has some this is not said: a login
 * form in its header tells nothing of what else there is.
 */
function* behindLogin({
  page,
  references,
  scope,
}: Pick<Facts, 'page' | 'references' | 'scope'>): Generator<Draft> {
  if (page?.asksForPassword !== true || scope.credentials) return;
  if (references.some(({ role }) => role === 'connects')) return;
  yield {
    kind: 'finding',
    endpoint: null,
    references: [],
    identity: 'login',
    message: `${page.url} asks for a login: what a visitor gets after it was not looked at, and a socket that is opened there is not in this report.`,
    evidence: { asksForLogin: true },
    remediation: {
      summary:
        'Scan a page that comes after the login, with the session of an account of your own: --storage-state or --cookie.',
    },
  };
}

/** A type and not an interface: it goes into the evidence, whose values are open records. */
type Missed = {
  readonly subject: string;
  readonly reason: string;
  readonly option: string | null;
};

/** Items that one finding lists; the report's sources and endpoints have them all. */
const shown = 20;

function* unread({ sources }: Pick<Facts, 'sources'>): Generator<Draft> {
  const missed = sources
    // A map opens no socket.
    .filter(({ status, kind }) => status !== 'read' && kind !== 'source-map')
    .map(({ url, reason, option }) => ({
      subject: url,
      reason: reason ?? 'no reason given',
      option: option ?? null,
    }));
  yield* byOption(missed, {
    identity: 'unread',
    one: 'file was not read',
    many: 'files were not read',
    effect: 'A socket that is opened there is not in this report.',
  });
}

function* unprobed({ endpoints }: Pick<Facts, 'endpoints'>): Generator<Draft> {
  const missed = endpoints.flatMap(({ url, notProbed }) =>
    notProbed ? [{ subject: url, reason: notProbed.reason, option: notProbed.option ?? null }] : [],
  );
  yield* byOption(missed, {
    identity: 'unprobed',
    one: 'endpoint got no handshake',
    many: 'endpoints got no handshake',
    effect: 'Whom the server accepts was not judged.',
  });
}

function* gaps({ gaps }: Pick<Facts, 'gaps'>): Generator<Draft> {
  const missed = gaps.map(({ subject, reason, option }) => ({ subject, reason, option: option ?? null }));
  yield* byOption(missed, {
    identity: 'gap',
    one: 'thing was looked at only in part',
    many: 'things were looked at only in part',
    effect: 'Something there may be missing from this report.',
  });
}

interface Wording {
  readonly identity: string;
  readonly one: string;
  readonly many: string;
  readonly effect: string;
}

/** One finding for each option that would help, and one for what no option helps. */
function* byOption(missed: readonly Missed[], wording: Wording): Generator<Draft> {
  for (const option of new Set(missed.map((one) => one.option))) {
    const group = missed.filter((one) => one.option === option);
    const [first] = group;
    if (!first) continue;
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    yield {
      kind: 'finding',
      endpoint: null,
      references: [],
      identity: `${wording.identity} ${option ?? ''}`,
      message: `${group.length} ${group.length === 1 ? wording.one : wording.many}: ${first.subject} (${first.reason})${more}. ${wording.effect}`,
      evidence: { missed: group.slice(0, shown), total: group.length },
      remediation: {
        summary: remedyOf(option),
      },
    };
  }
}

/** An option of this scan, or a command of its own. */
function remedyOf(option: string | null): string {
  if (option === null) return 'See the reason; scan again once it is gone.';
  return option.startsWith('-') ? `Scan with ${option} to include it.` : `Run ${option} to include it.`;
}

function* unresolved({ references }: Pick<Facts, 'references'>): Generator<Draft> {
  const open = references.filter(({ role, url }) => role === 'connects' && url === null);
  const [first] = open;
  if (!first) return;
  const count =
    open.length === 1
      ? '1 socket is opened with an address'
      : `${open.length} sockets are opened with addresses`;
  yield {
    kind: 'finding',
    endpoint: null,
    references: open.map(({ id }) => id),
    identity: 'unresolved',
    message: `${count} that the code alone does not tell (${placesOf(open)}: ${first.unresolved ?? 'no reason given'}).`,
    evidence: {
      unresolved: open.slice(0, shown).map(({ expression, location, unresolved }) => ({
        place: placeOf(location),
        expression,
        reason: unresolved ?? null,
      })),
      total: open.length,
    },
    remediation: {
      summary:
        "Look up the address in the browser's network panel and judge it with wssure probe <ws-url> --page <page>.",
    },
  };
}
