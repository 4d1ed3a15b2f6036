window._env_ = {
  API_URL: "https://api.shop.test",
  WS_URL: "wss://env.shop.test/ws",
};
