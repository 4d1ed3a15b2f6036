importScripts('shared.js');
var socket = new WebSocket(socketFor('orders'));
new WebSocket('beside');
