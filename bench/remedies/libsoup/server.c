#include <libsoup/soup.h>
#include <stdio.h>

static void answer(SoupWebsocketConnection *connection, gint type, GBytes *order, gpointer data) {
  char *text = g_strdup_printf("got %.*s", (int)g_bytes_get_size(order), (const char *)g_bytes_get_data(order, NULL));
  soup_websocket_connection_send_text(connection, text);
  g_free(text);
}

static void opened(SoupServer *server, SoupServerMessage *message, const char *path,
                   SoupWebsocketConnection *connection, gpointer data) {
  g_object_ref(connection);
  g_signal_connect(connection, "message", G_CALLBACK(answer), NULL);
  g_signal_connect(connection, "closed", G_CALLBACK(g_object_unref), NULL);
}

int main(void) {
  SoupServer *server = soup_server_new("server-header", "shop ", NULL);
  // <recipe>
  soup_server_add_websocket_handler(server, "/live", NULL, NULL, opened, NULL, NULL);
  // </recipe>
  if (!soup_server_listen_local(server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL)) return 1;
  GSList *addresses = soup_server_get_uris(server);
  printf("port %d\n", g_uri_get_port(addresses->data));
  fflush(stdout);
  g_main_loop_run(g_main_loop_new(NULL, FALSE));
}
