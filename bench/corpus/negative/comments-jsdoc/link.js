/**
 * Creates the link.
 * @example
 * const link = new GraphQLWsLink(createClient({
 *     url: "ws://localhost:3000/subscriptions",
 * }));
 */
function createLink(options) { return { options: options }; }
// WebSocket URIs (ws://iot.shop.test:80/ws), that are tried in order
window.createLink = createLink;
