export default () => new WebSocket('wss://checkout.shop.test/ws');
