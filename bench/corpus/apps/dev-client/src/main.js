import 'webpack-dev-server/client/index.js?protocol=auto%3A&username=&password=&hostname=0.0.0.0&port=0&pathname=%2Fws&logging=info&overlay=true&reconnect=10&hot=true&live-reload=true';

document.title = 'Deployed by mistake';
