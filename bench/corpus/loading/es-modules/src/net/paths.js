export const PATHS = { orders: '/orders', stock: '/stock' };
