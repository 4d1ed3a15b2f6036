import type { ComponentChildren } from 'preact';
import type { Remediation, ReportRecipe } from '../../report.ts';
import { capitalised, othersWords, sentence } from '../words.ts';

interface Props {
  readonly remediation: Remediation;
  /** A heading in the place of the usual one. */
  readonly children?: ComponentChildren;
}

/** How to fix it: in a sentence, then as code for the software that answered, as far as that is known. */
export function Remedy({ remediation, children }: Props) {
  const { summary, caveat, guess, because, alternatives = [] } = remediation;
  return (
    <div class="fix">
      {children ?? <h4>How to fix it</h4>}
      <p>{summary}</p>
      {isRecipe(remediation) && (
        <>
          <Code recipe={remediation} />
          <p class="stack">
            {guess ? 'A guess at ' : 'For '}
            <strong>{remediation.stack}</strong>
            {because !== undefined && `: ${because}`}.
          </p>
        </>
      )}
      {caveat !== undefined && <p>{caveat}</p>}
      {alternatives.length > 0 && (
        <details>
          <summary>
            {capitalised(othersWords(remediation))}: {stacksOf(alternatives)}
          </summary>
          {alternatives.map((recipe) => (
            <div class="alternative" key={recipe.recipe}>
              <p>
                <strong>{recipe.stack}</strong>
              </p>
              <Code recipe={recipe} />
            </div>
          ))}
        </details>
      )}
    </div>
  );
}

function isRecipe(remediation: Remediation): remediation is Remediation & ReportRecipe {
  return remediation.code !== undefined;
}

function stacksOf(recipes: readonly ReportRecipe[]): string {
  return [...new Set(recipes.map(({ stack }) => stack))].join(', ');
}

function Code({ recipe: { title, place, code } }: { recipe: ReportRecipe }) {
  return (
    <figure class="recipe">
      <figcaption>
        {sentence(title)} {place}
      </figcaption>
      {/* Reached by keyboard, since a long line has to be scrolled to. */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
