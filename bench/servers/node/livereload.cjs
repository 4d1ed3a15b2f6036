const livereload = require('livereload');
const { tell } = require('./start.cjs');

const server = livereload.createServer({ port: 0, bindHost: '127.0.0.1' }, () =>
  tell(server.config.server.address().port),
);
