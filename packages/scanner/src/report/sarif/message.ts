import { visible } from '../escape.ts';

/**
 * A plain text message in which nothing is interpreted: brackets would begin an embedded link and braces a
 * placeholder (SARIF 2.1.0 sections 3.11.5 and 3.11.6).
 */
export function messageOf(text: string): { readonly text: string } {
  return {
    text: visible(text)
      .replace(/[\\[\]]/g, String.raw`\$&`)
      .replace(/[{}]/g, '$&$&'),
  };
}
