export default class Chat { open() { this.ws = new WebSocket('wss://help.shop.test/agents'); } }
