var live = new WebSocket(shopApi.socketUrl());
