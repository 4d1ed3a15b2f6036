import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { endless, endlessly, withHeaders } from '../answers.ts';
import { live, livePage, type Family } from '../case.ts';

/** So many bytes as one gzip member is small for; members follow each other. */
const piece = Buffer.alloc(8_000_000, 0x20);
const gzippedPiece = gzipSync(piece);
const members = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => gzippedPiece));
const script = (bytes: Buffer, encoding: string) =>
  withHeaders({ 'content-type': 'text/javascript', 'content-encoding': encoding }, bytes);
const page = `<script src=/bomb.js></script>${livePage}`;

export const decompression: Family = {
  name: 'decompression bombs',
  cases: [
    {
      name: 'a page of 2 GB in 2 MB of gzip',
      page: withHeaders({ 'content-encoding': 'gzip' }, Buffer.concat([gzipSync(livePage), members(250)])),
      limited: true,
    },
    {
      name: 'a script of 800 MB in a few bytes of brotli',
      page,
      files: { '/bomb.js': script(brotliCompressSync(Buffer.alloc(100_000_000, 0x20)), 'br') },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'gzip within gzip within gzip',
      page,
      files: { '/bomb.js': script(gzipSync(gzipSync(members(100))), 'gzip, gzip, gzip') },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'sixteen layers of encoding',
      page,
      files: { '/bomb.js': script(gzipSync('1'), Array.from({ length: 16 }, () => 'gzip').join(', ')) },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'bare deflate of 200 MB of code',
      page,
      files: { '/bomb.js': script(deflateRawSync(Buffer.alloc(200_000_000, 'a=1;')), 'deflate') },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'sixty bombs at once',
      page:
        Array.from({ length: 60 }, (_, index) => `<script src=/${index}.js></script>`).join('') + livePage,
      files: (path) => (path.endsWith('.js') ? script(members(4), 'gzip') : null),
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'a gzip that never ends',
      page: (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
        endlessly(response, gzippedPiece);
      },
      limited: true,
    },
    {
      name: 'a source map that explodes',
      page: `<script src=/app.js></script>`,
      files: {
        '/app.js': `${live}\n//# sourceMappingURL=app.js.map`,
        '/app.js.map': withHeaders(
          { 'content-encoding': 'deflate' },
          deflateSync(Buffer.alloc(300_000_000, ';')),
        ),
      },
      finds: ['/live'],
    },
    {
      name: 'gzip that is cut in the middle',
      page,
      files: { '/bomb.js': script(gzipSync(Buffer.alloc(1_000_000, 'x')).subarray(0, 400), 'gzip') },
      finds: ['/live'],
    },
    {
      name: 'no gzip where gzip is announced',
      page,
      files: { '/bomb.js': endless('text/javascript', '/* */'), '/never': '' },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'a refusal of the handshake that explodes',
      page: livePage,
      upgrade: (socket) => {
        socket.write(
          'HTTP/1.1 403 Forbidden\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n',
        );
        endlessly(socket, `${gzippedPiece.length.toString(16)}\r\n${gzippedPiece.toString('latin1')}\r\n`);
      },
      finds: ['/live'],
    },
  ],
};
