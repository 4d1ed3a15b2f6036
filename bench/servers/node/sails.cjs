const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { Sails } = require('sails');
const { mode, page, tell, withFreePort } = require('./start.cjs');

const settings = {
  appPath: mkdtempSync(path.join(tmpdir(), 'wssure-sails-')),
  explicitHost: '127.0.0.1',
  log: { level: 'error' },
  hooks: { grunt: false, sockets: require('sails-hook-sockets') },
  session: { secret: 'shop' },
  sockets: mode === 'onlyAllowOrigins' ? { onlyAllowOrigins: [page] } : {},
};

withFreePort((port) =>
  new Sails().lift({ ...settings, port }, (error) => {
    if (error) throw error;
    tell(port);
  }),
);
