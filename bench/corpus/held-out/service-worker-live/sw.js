self.addEventListener('activate', () => {});
const u = new URL(self.registration ? self.registration.scope : self.location.href);
u.protocol = 'wss:'; u.pathname = '/sw-live';
new WebSocket(u.href);
