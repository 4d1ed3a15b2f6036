/** HTML that was made safe where it was made: a part of wssure's report, or our own documentation. */
export function Html({ html, class: name = 'part' }: { html: string; class?: string }) {
  return <div class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}
