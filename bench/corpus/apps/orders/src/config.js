const production = process.env.NODE_ENV === 'production';

export const config = {
  orders: { host: production ? 'https://orders.shop.test' : 'https://orders.staging.shop.test', path: '/rt/' },
  stock: { path: '/stock', version: 2 },
  debug: !production,
};

export function socketBase({ protocol, host } = window.location) {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`;
}
