export const settings = Object.freeze({
  graphql: 'wss://api.shop.test/graphql',
  bus: { url: '/bus', prices: '/prices' },
});
