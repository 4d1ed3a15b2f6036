import consumer from "./consumer.js"
consumer.subscriptions.create({ channel: "RoomChannel", room: 1 }, { received(data) { console.log(data) } })
