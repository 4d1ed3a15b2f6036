var Shop = Shop || {};
Shop.settings = Shop.settings || {};
Shop.settings.ws = location.protocol.replace("http", "ws") + "//" + location.host;
