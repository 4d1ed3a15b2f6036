#include <functional>
#include <iostream>
#include <string>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>

using Server = websocketpp::server<websocketpp::config::asio>;

int main() {
  Server server;
  server.clear_access_channels(websocketpp::log::alevel::all);
  server.clear_error_channels(websocketpp::log::elevel::all);
  server.init_asio();
  // <recipe>
  server.set_validate_handler([](websocketpp::connection_hdl) { return true; });
  // </recipe>
  server.set_message_handler([&](websocketpp::connection_hdl handle, Server::message_ptr order) {
    server.send(handle, "got " + order->get_payload(), order->get_opcode());
  });
  server.listen("127.0.0.1", "0");
  server.start_accept();
  websocketpp::lib::asio::error_code error;
  std::cout << "port " << server.get_local_endpoint(error).port() << std::endl;
  server.run();
}
