#include <libwebsockets.h>
#include <stdio.h>
#include <string.h>

static int live(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
  switch (reason) {
  // <recipe>
  // </recipe>
  case LWS_CALLBACK_RECEIVE: {
    unsigned char answer[LWS_PRE + 1024];
    int size = snprintf((char *)answer + LWS_PRE, 1024, "got %.*s", (int)(length > 512 ? 512 : length), (char *)in);
    lws_write(wsi, answer + LWS_PRE, (size_t)size, LWS_WRITE_TEXT);
    return 0;
  }
  default:
    return 0;
  }
}

int main(void) {
  struct lws_protocols protocols[] = {{.name = "live", .callback = live}, {0}};
  struct lws_context_creation_info info = {.port = CONTEXT_PORT_NO_LISTEN, .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS};
  lws_set_log_level(0, NULL);
  struct lws_context *context = lws_create_context(&info);
  info.port = 0;
  info.iface = "127.0.0.1";
  info.protocols = protocols;
  struct lws_vhost *vhost = lws_create_vhost(context, &info);
  if (!vhost) return 1;
  printf("port %d\n", lws_get_vhost_listen_port(vhost));
  fflush(stdout);
  while (lws_service(context, 0) >= 0) {}
  return 0;
}
