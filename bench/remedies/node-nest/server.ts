import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

// <recipe>
@WebSocketGateway({ path: '/live' })
// </recipe>
class OrdersGateway {
  @SubscribeMessage('orders')
  orders() {
    return { event: 'orders', data: ['one'] };
  }
}

@Controller()
class Page {
  @Get()
  page() {
    return '<!doctype html><title>Shop</title><script>new WebSocket(`wss://${location.host}/live`)</script>';
  }
}

@Module({ controllers: [Page], providers: [OrdersGateway] })
class App {}

const app = await NestFactory.create(App, { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
console.log(`port ${app.getHttpServer().address().port}`);
