/** One application through each of the five bundlers, configured as their guides do. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirePackage } from './packages.ts';
import type { BuildSpec } from './page.ts';

/** What of the bundlers' APIs is used; their types are in the cache, not among our dependencies. */
interface RollupPlugins {
  readonly default: (options?: object) => unknown;
}
interface Bundlers {
  readonly rollup: {
    rollup: (
      input: object,
    ) => Promise<{ write: (output: object) => Promise<unknown>; close: () => Promise<void> }>;
  };
  readonly esbuild: { build: (options: object) => Promise<unknown> };
  readonly webpack: (config: object, done: (error: Error | null, stats?: WebpackStats) => void) => void;
}
interface WebpackStats {
  readonly hasErrors: () => boolean;
  readonly toString: (options: object) => string;
}

/** Builds `work/src/main.js` (beside `work/index.html`) into `out`. */
export async function bundle(spec: BuildSpec, work: string, out: string): Promise<void> {
  const builders = { webpack, rollup, vite, esbuild, parcel };
  await builders[spec.tool](spec, work, out);
}

async function webpack({ mode, variant }: BuildSpec, work: string, out: string): Promise<void> {
  const build = requirePackage('webpack') as Bundlers['webpack'];
  const es5 = {
    rules: [
      {
        test: /\.m?js$/,
        exclude: /core-js/,
        use: {
          loader: 'swc-loader',
          options: { env: { targets: 'ie 11' }, jsc: { parser: { syntax: 'ecmascript' } } },
        },
      },
    ],
  };
  const config = {
    mode,
    context: work,
    entry: './src/main.js',
    output: { path: out, filename: 'static/js/[name].[contenthash:8].js', publicPath: '/' },
    performance: false,
    ...(variant === 'es5' && { module: es5, target: ['web', 'es5'] }),
  };
  const stats = await new Promise<WebpackStats>((resolve, reject) =>
    build(config, (error, done) =>
      error || !done ? reject(error ?? new Error('webpack gave no result')) : resolve(done),
    ),
  );
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  const { assetsByChunkName } = (
    stats as unknown as { toJson: () => { assetsByChunkName: { main: string[] } } }
  ).toJson();
  writePage(
    work,
    out,
    `<script defer src="/${assetsByChunkName.main.find((name) => name.endsWith('.js')) ?? ''}"></script>`,
  );
}

async function rollup({ mode }: BuildSpec, work: string, out: string): Promise<void> {
  const { rollup: run } = requirePackage('rollup') as Bundlers['rollup'];
  const plugin = (name: string, options?: object): unknown => {
    const loaded = requirePackage(`@rollup/plugin-${name}`) as RollupPlugins & RollupPlugins['default'];
    return (loaded.default ?? loaded)(options);
  };
  const plugins = [
    plugin('node-resolve', { browser: true, preferBuiltins: false }),
    plugin('commonjs'),
    plugin('replace', { preventAssignment: true, values: { 'process.env.NODE_ENV': JSON.stringify(mode) } }),
    ...(mode === 'production' ? [plugin('terser')] : []),
  ];
  const built = await run({ input: join(work, 'src/main.js'), plugins, onwarn: () => undefined });
  await built.write({ dir: out, format: 'es', entryFileNames: 'main.js' });
  await built.close();
  writePage(work, out, '<script type="module" src="/main.js"></script>');
}

async function esbuild({ mode, variant }: BuildSpec, work: string, out: string): Promise<void> {
  const { build } = requirePackage('esbuild') as Bundlers['esbuild'];
  const split = variant !== 'iife';
  await build({
    entryPoints: [join(work, 'src/main.js')],
    bundle: true,
    outdir: out,
    minify: mode === 'production',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode), global: 'globalThis' },
    ...(split ? { format: 'esm', splitting: true } : { format: 'iife', target: 'es2017' }),
    logLevel: 'error',
  });
  writePage(work, out, `<script ${split ? 'type="module"' : 'defer'} src="/main.js"></script>`);
}

async function vite({ mode, variant }: BuildSpec, work: string, out: string): Promise<void> {
  const minify = mode === 'production' && variant !== 'no-minify' ? [] : ['--minify', 'false'];
  run(
    'vite/bin/vite.js',
    ['build', '--mode', mode, '--outDir', out, '--emptyOutDir', '--logLevel', 'error', ...minify],
    work,
    mode,
  );
}

async function parcel({ mode }: BuildSpec, work: string, out: string): Promise<void> {
  const loose = mode === 'production' ? [] : ['--no-optimize', '--no-scope-hoist'];
  const args = [
    'build',
    'index.html',
    '--dist-dir',
    out,
    '--no-cache',
    '--no-source-maps',
    '--log-level',
    'error',
    ...loose,
  ];
  run('parcel/lib/bin.js', args, work, mode);
}

function run(bin: string, args: readonly string[], cwd: string, mode: string): void {
  const [name] = bin.split('/');
  const file = join(requirePackage.resolve(`${name}/package.json`), '..', bin.slice(bin.indexOf('/') + 1));
  execFileSync(process.execPath, [file, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: mode },
  });
}

/** The application's page, its module script replaced by what the bundler made of it. */
function writePage(work: string, out: string, script: string): void {
  const page = readFileSync(join(work, 'index.html'), 'utf8');
  writeFileSync(join(out, 'index.html'), page.replace(/<script type="module" src=".*?"><\/script>/, script));
  if (existsSync(join(work, 'public'))) cpSync(join(work, 'public'), out, { recursive: true });
}
