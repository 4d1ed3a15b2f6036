#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <iostream>
#include <thread>

namespace beast = boost::beast;
namespace http = beast::http;
namespace net = boost::asio;
using tcp = net::ip::tcp;

static void session(tcp::socket socket) {
  try {
    beast::flat_buffer buffer;
    http::request<http::string_body> request;
    http::read(socket, buffer, request);
    // <recipe>
    // </recipe>
    beast::websocket::stream<tcp::socket> stream(std::move(socket));
    stream.accept(request);
    for (;;) {
      beast::flat_buffer order;
      stream.read(order);
      stream.text(stream.got_text());
      stream.write(net::buffer("got " + beast::buffers_to_string(order.data())));
    }
  } catch (const std::exception &) {
    // The client has left.
  }
}

int main() {
  net::io_context context;
  tcp::acceptor acceptor(context, {net::ip::make_address("127.0.0.1"), 0});
  std::cout << "port " << acceptor.local_endpoint().port() << std::endl;
  for (;;) std::thread(session, acceptor.accept()).detach();
}
