/** What a browser does with a `script` element (HTML Standard 4.12.1, "prepare the script element"). */
export type ScriptType = 'classic' | 'module' | 'import-map' | 'json' | 'template' | 'data';

/** MIME Sniffing Standard, "JavaScript MIME type": matched as a whole, a parameter makes it another type. */
const javascript =
  /^(?:(?:application|text)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/;

/** Types that code has until a loader on the page runs it: Cloudflare Rocket Loader, Partytown, Babel, consent gates. */
const deferredCode = /^(?:[\da-f]{16,}-(.*)|text\/(?:partytown|babel|jsx|rocketscript))$/;

const template =
  /^(?:text|application)\/(?:x-)?(?:[\w-]*-?template|[\w-]*tmpl|handlebars|mustache|html|ejs|jsrender|dot)$/;

/** The type of a `script` element with these attributes. */
export function scriptType(attributes: Readonly<Record<string, string>>): ScriptType {
  const { type, language } = attributes;
  if (type === '' || (type === undefined && !language)) return 'classic';
  const essence = type === undefined ? `text/${language?.toLowerCase()}` : type.trim().toLowerCase();
  if (essence === 'module') return 'module';
  if (essence === 'importmap') return 'import-map';
  if (javascript.test(essence)) return 'classic';
  const deferred = deferredCode.exec(essence);
  if (deferred) return deferred[1] === 'module' ? 'module' : 'classic';
  if (essence === 'speculationrules' || /[/+]json$/.test(essence)) return 'json';
  return template.test(essence) ? 'template' : 'data';
}
