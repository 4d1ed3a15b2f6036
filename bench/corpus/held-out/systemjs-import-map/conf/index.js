System.register([], function (e) {
  return { execute: function () { e('default', { url: 'wss://conf.shop.test/system' }); } };
});
