Shop.net.open('cart');
Shop.net.open('offers');
