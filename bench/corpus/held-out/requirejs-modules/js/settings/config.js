define({ live: 'wss://amd.shop.test/live' });
