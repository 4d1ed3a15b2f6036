import { coverageOf, unreadByReason } from '../coverage.ts';
import { bytesWords, count, placeOf, sourcePlace } from '../words.ts';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';

/** What the verdict rests on, and what it does not. */
export function CoverageSection({ report, prefix }: { report: ShownReport; prefix: string }) {
  const { read, readBytes, notRead, unresolved, notProbed } = coverageOf(report);
  const whole = notRead.length + unresolved.length + notProbed.length === 0;
  return (
    <Section id={`${prefix}coverage`} title="Coverage">
      <p>
        {count(read.length, 'source')} read, {bytesWords(readBytes)}.
        {whole && ' Everything that the page asked for was looked at.'}
      </p>
      {unreadByReason(notRead).map(({ verb, reason, option, sources }, index) => (
        <Missed
          title={`${count(sources.length, 'source')} ${verb}: ${reason}`}
          option={option}
          items={sources.map(sourcePlace)}
          key={index}
        />
      ))}
      <Missed
        title={`${count(unresolved.length, 'socket')} whose URL is not known`}
        items={unresolved.map(({ location, unresolved = '' }) => `${placeOf(location)}: ${unresolved}`)}
      />
      <Missed
        title={`${count(notProbed.length, 'endpoint')} not probed`}
        items={notProbed.map(({ url, originPolicyReason }) => `${url}: ${originPolicyReason}`)}
      />
    </Section>
  );
}

interface MissedProps {
  readonly title: string;
  readonly option?: string | undefined;
  readonly items: readonly string[];
}

function Missed({ title, option, items }: MissedProps) {
  if (items.length === 0) return null;
  return (
    <div class="missed">
      <h3>{title}</h3>
      {option !== undefined && (
        <p>
          Read with <code>{option}</code>.
        </p>
      )}
      <ul>
        {items.map((item, index) => (
          <li key={index}>
            <code>{item}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
