import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const entryFile = fileURLToPath(new URL('./page-entry.js', import.meta.url));

/** Bundles a page's own module with the npm packages that it imports into one classic script. */
export async function bundle(source: string, minify: boolean): Promise<string> {
  const build = await rolldown({
    input: entryFile,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' } },
    plugins: [
      {
        name: 'page-entry',
        load: (id) => (id === entryFile ? source : null),
        resolveId: (id) => (id === entryFile ? id : null),
      },
    ],
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife', minify, codeSplitting: false });
  await build.close();
  return output[0].code;
}
