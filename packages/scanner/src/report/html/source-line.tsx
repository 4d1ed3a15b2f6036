import type { Reference } from '../../artifacts.ts';
import { markExpression } from '../source-line.ts';
import { placeOf } from '../words.ts';

/** The place of a reference with its line of source, the expression marked. */
export function SourceLine({ reference }: { reference: Reference }) {
  const { location } = reference;
  const { before, marked, after } = markExpression(reference);
  return (
    <figure class="source">
      <figcaption>
        <code>{placeOf(location)}</code>
        {location.original && (
          <>
            {' from '}
            <code>{placeOf(location.original)}</code>
          </>
        )}
      </figcaption>
      <pre>
        <code>
          {before}
          {marked !== '' && <mark>{marked}</mark>}
          {after}
        </code>
      </pre>
    </figure>
  );
}
