"use strict";
var connection = new signalR.HubConnectionBuilder().withUrl("/chatHub").build();
connection.on("ReceiveMessage", function (user, message) { console.log(user, message); });
connection.start().then(function () { console.log("started"); }).catch(function (err) { return console.error(err.toString()); });
