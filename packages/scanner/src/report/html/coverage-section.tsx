import { coverageOf, missedOf, type Missed } from '../coverage.ts';
import { bytesWords, count } from '../words.ts';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';

/** What the verdict rests on, and what it does not. */
export function CoverageSection({ report, prefix }: { report: ShownReport; prefix: string }) {
  const { read, readBytes } = coverageOf(report);
  const lists = missedOf(report);
  return (
    <Section id={`${prefix}coverage`} title="Coverage">
      <p>
        {count(read.length, 'source')} read, {bytesWords(readBytes)}.
        {lists.length === 0 && ' Everything that the page asked for was looked at.'}
      </p>
      {lists.map((missed, index) => (
        <MissedList missed={missed} key={index} />
      ))}
    </Section>
  );
}

function MissedList({ missed: { what, reason, option, items } }: { missed: Missed }) {
  return (
    <div class="missed">
      <h3>{reason === undefined ? what : `${what}: ${reason}`}</h3>
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
