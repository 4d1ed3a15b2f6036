/** A time to the minute, UTC. */
export function Time({ at }: { at: string }) {
  return <time dateTime={at}>{minute(at)}</time>;
}

export function minute(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
