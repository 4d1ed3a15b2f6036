require 'em-websocket'
require 'socket'

$stdout.sync = true

EM.run do
  server = EM.start_server('127.0.0.1', 0, EventMachine::WebSocket::Connection, {}) do |socket|
    # <recipe>
    # </recipe>
    socket.onmessage { |order| socket.send("got #{order}") }
  end
  puts "port #{Socket.unpack_sockaddr_in(EM.get_sockname(server)).first}"
end
