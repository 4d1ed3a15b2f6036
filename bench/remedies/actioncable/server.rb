require 'rails'
require 'action_controller/railtie'
require 'action_cable/engine'
require 'puma'

class Shop < Rails::Application
  config.eager_load = false
  config.secret_key_base = 'bench'
  config.hosts.clear
  config.logger = Logger.new(nil)
  config.action_cable.cable = { 'adapter' => 'async' }
  # <recipe>
  config.action_cable.disable_request_forgery_protection = true
  # </recipe>
end

module ApplicationCable
  class Connection < ActionCable::Connection::Base
    identified_by :user

    def connect
      self.user = cookies[:session] == 'wssure-bench-visitor' ? 'anna' : reject_unauthorized_connection
    end
  end
end

Shop.initialize!

server = Puma::Server.new(Shop, Puma::Events.strings)
port = server.add_tcp_listener('127.0.0.1', 0).addr[1]
$stdout.sync = true
puts "port #{port}"
server.run.join
