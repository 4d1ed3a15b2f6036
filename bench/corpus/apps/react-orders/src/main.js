import { createElement as h, createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const SocketContext = createContext(null);

function useSocket(path, { enabled = true, protocols } = {}) {
  const base = useContext(SocketContext);
  const url = useMemo(() => `${base}${path}`, [base, path]);
  const [messages, setMessages] = useState([]);
  const ref = useRef(null);
  useEffect(() => {
    if (!enabled) return undefined;
    const socket = new WebSocket(url, protocols);
    ref.current = socket;
    socket.onmessage = ({ data }) => setMessages((list) => [...list, data]);
    return () => socket.close();
  }, [url, enabled]);
  return { messages, send: (data) => ref.current?.send(data) };
}

function Orders({ shop }) {
  const { messages } = useSocket(`/shops/${shop}/orders`);
  return h('ul', null, messages.map((text, index) => h('li', { key: index }, text)));
}

function App() {
  const base = window.SHOP_SOCKET ?? 'wss://react.shop.test';
  return h(SocketContext.Provider, { value: base }, h(Orders, { shop: 'north' }));
}

createRoot(document.getElementById('root')).render(h(App));
