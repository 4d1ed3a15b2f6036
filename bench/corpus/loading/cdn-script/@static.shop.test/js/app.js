new WebSocket('wss://' + location.host + '/from-cdn');
