require 'faye/websocket'
require 'puma'

Live = lambda do |env|
  return [404, {}, []] unless Faye::WebSocket.websocket?(env)
  # <recipe>
  # </recipe>

  socket = Faye::WebSocket.new(env)
  socket.on(:message) { |order| socket.send("got #{order.data}") }
  socket.rack_response
end

server = Puma::Server.new(Live, Puma::Events.strings)
port = server.add_tcp_listener('127.0.0.1', 0).addr[1]
$stdout.sync = true
puts "port #{port}"
server.run.join
