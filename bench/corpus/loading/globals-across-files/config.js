var SHOP_CONFIG = { realtime: { host: "rt.shop.test", path: "/v1/socket" }, currency: "EUR" };
