/** The requirements that a finding touches; those of CWE lead to its pages. */
export function Standards({ requirements }: { requirements: readonly string[] }) {
  if (requirements.length === 0) return null;
  return (
    <ul class="standards" aria-label="Requirements">
      {requirements.map((requirement) => (
        <li key={requirement}>
          <Requirement text={requirement} />
        </li>
      ))}
    </ul>
  );
}

function Requirement({ text }: { text: string }) {
  const number = /^CWE-(\d{1,6})$/.exec(text)?.[1];
  if (number === undefined) return <>{text}</>;
  return (
    <a href={`https://cwe.mitre.org/data/definitions/${number}.html`} rel="noreferrer">
      {text}
    </a>
  );
}
