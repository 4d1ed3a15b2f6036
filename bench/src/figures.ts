/** One thing that a bench found out. Ratios have goals; times by themselves decide nothing on a machine that is shared. */
export interface Figure {
  /** What was measured, and against what. */
  readonly name: string;
  readonly value: number;
  /** `×` for a ratio. */
  readonly unit: string;
  readonly digits?: number;
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
}

/**
 * Prints a figure, hands it to `npm run bench` where that started this process, and makes the exit status 1 where the
 * goal is missed.
 */
export function tell(figure: Figure): void {
  console.log(`${figure.name.padEnd(74)} ${valueOf(figure)}${goalOf(figure, ' (goal: ', ')')}`);
  process.send?.(figure);
  if (isMissed(figure)) process.exitCode = 1;
}

/** Whether a goal is missed; a figure that could not be measured misses it. */
export function isMissed({ value, goal }: Figure): boolean {
  if (goal === undefined) return false;
  return 'atMost' in goal ? !(value <= goal.atMost) : !(value >= goal.atLeast);
}

export function valueOf({ value, unit, digits = 2 }: Figure): string {
  return `${value.toFixed(digits)} ${unit}`;
}

/** The goal in words, or nothing. */
export function goalOf({ goal }: Figure, before = '', after = ''): string {
  if (goal === undefined) return '';
  return before + ('atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`) + after;
}
