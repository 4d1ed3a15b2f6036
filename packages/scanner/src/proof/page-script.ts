/** The script of the demonstration page, after `const told = …`. No part of it comes from a site. */
export const pageScript = `
const byId = (id) => document.getElementById(id);
const conclude = (state, words) => {
  document.documentElement.className = state;
  byId('verdict').textContent = words;
};
const log = (words) => {
  if (byId('log').children.length >= 20) return;
  const line = document.createElement('li');
  line.textContent = words.slice(0, 500).replace(/[\\p{C}\\p{Zl}\\p{Zp}]/gu, '\\ufffd');
  byId('log').append(line);
};
byId('url').textContent = told.url;
byId('origin').textContent = origin;

let heard = 0;
let said = 0;
const speak = (socket) => {
  while (said < told.openings.length && told.openings[said].after <= heard) {
    const { text, base64 } = told.openings[said++];
    socket.send(text ?? Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
    log('this page: ' + (text ?? '(bytes)'));
  }
};
const connect = () => {
  const socket = new WebSocket(told.url, told.protocols);
  socket.binaryType = 'arraybuffer';
  let isOpen = false;
  let isOver = false;
  const finish = (state, words) => {
    if (isOver) return;
    isOver = true;
    conclude(state, words);
  };
  const messages = () => (heard === 0 ? 'no message' : heard === 1 ? '1 message' : heard + ' messages');
  socket.onopen = () => {
    isOpen = true;
    conclude('', 'Connected; listening …');
    speak(socket);
    setTimeout(() => {
      finish('open', 'OPEN: the server let ' + origin + ' in, keeps the connection, and sent ' + messages() + '.');
      socket.close();
    }, told.listenMs);
  };
  socket.onmessage = ({ data }) => {
    heard += 1;
    log('the server: ' + (typeof data === 'string' ? data : '(' + data.byteLength + ' bytes)'));
    speak(socket);
  };
  socket.onclose = ({ code, reason }) => {
    if (!isOpen) {
      finish('refused', 'REFUSED: no connection for ' + origin + '. A browser does not say why: if the server is ' +
        'down, or its certificate is not trusted here, it looks the same.');
      return;
    }
    if (!isOver) log('the server closes with ' + code + ' ' + reason);
    finish('closed', 'CLOSED: the server let ' + origin + ' in, sent ' + messages() + ', and closed with ' + code +
      '. What it sent until then is listed below.');
  };
};
if (origin === told.pageOrigin) {
  conclude('own', 'NOTHING SHOWN: this page stands on the site itself. Open it from another one.');
} else if (location.protocol === 'https:' && told.url.startsWith('ws:')) {
  conclude('own', 'NOTHING SHOWN: browsers open no ws: socket from an https page. Serve this page over http.');
} else {
  connect();
}
`;
