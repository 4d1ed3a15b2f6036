requirejs.config({ paths: { conf: 'settings/config' } });
require(['net/socket', 'conf'], function (Socket, conf) {
  new Socket(conf.live).open();
});
