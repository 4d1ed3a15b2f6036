import { describe, expect, test } from 'vitest';
import { style } from './style.ts';

/** The custom properties of each `:root` block: light, dark, print. */
const schemes = Array.from(style.matchAll(/:root\s*\{([^}]*)\}/g), ([, block = '']) =>
  Object.fromEntries(
    Array.from(block.matchAll(/--([\w-]+):\s*(#[\da-f]{3,6})/g), ([, name, colour]) => [name, colour]),
  ),
);

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[\da-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', schemes[0]],
  ['dark', schemes[1]],
  ['print', schemes[2]],
])('%s', (_, scheme = {}) => {
  const pairs = ['text', 'soft', 'accent', 'fail', 'warn', 'pass']
    .flatMap((ink) =>
      ['paper', 'card', 'sunk', 'accent-wash', 'fail-wash', 'warn-wash', 'pass-wash'].map(
        (ground) => [ink, ground] as const,
      ),
    )
    .concat([['text', 'mark']]);

  test.each(pairs)('%s on %s is read with a contrast of 4.5 or more', (ink, ground) => {
    expect(contrast(scheme[ink] ?? '', scheme[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
