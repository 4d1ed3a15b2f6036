(function (root) {
  root.shopApi = {
    socketUrl: function () { return 'wss://' + root.SHOP_CONFIG.realtime.host + root.SHOP_CONFIG.realtime.path; }
  };
}(window));
