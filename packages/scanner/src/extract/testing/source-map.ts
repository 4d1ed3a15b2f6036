/** Two modules as esbuild bundles them, minified, with its source map. */
export const bundle =
  '(()=>{var t=location.protocol==="https:"?"wss":"ws";function o(n){return new WebSocket(`${t}://${location.host}/${n}`)}o("live").onopen=()=>{console.log("open")};})();\n';

export const bundleMap = {
  version: 3,
  sources: ['../../src/live.ts', '../../src/main.ts'],
  mappings:
    'MAAA,IAAMA,EAAiB,SAAS,WAAa,SAAW,MAAQ,KAEzD,SAASC,EAAQC,EAAyB,CAC/C,OAAO,IAAI,UAAU,GAAGF,CAAM,MAAM,SAAS,IAAI,IAAIE,CAAI,EAAE,CAC7D,CCFAC,EAAQ,MAAM,EAAE,OAAS,IAAM,CAC7B,QAAQ,IAAI,MAAM,CACpB',
  names: ['scheme', 'connect', 'path', 'connect'],
};

/** Where the bundle's `new WebSocket` is, and where its author wrote it. */
export const socketPlace = { line: 1, column: bundle.indexOf('new WebSocket') + 1 };
export const socketOriginal = { source: 'src/live.ts', line: 4, column: 10 };
