use Mojolicious::Lite -signatures;
use Mojo::Server::Daemon;

websocket '/live' => sub ($c) {
  # <recipe>
  # </recipe>
  $c->on(message => sub ($c, $order) { $c->send("got $order") });
};

app->log->level('fatal');
my $daemon = Mojo::Server::Daemon->new(app => app, listen => ['http://127.0.0.1'], silent => 1);
my $port = $daemon->start->ports->[0];
$| = 1;
print "port $port\n";
$daemon->run;
