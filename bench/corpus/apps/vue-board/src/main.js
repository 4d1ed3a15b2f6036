import { createApp, h, onMounted, onUnmounted, reactive, ref } from 'vue';

function useLive(channel) {
  const state = reactive({ messages: [], connected: false });
  const socket = ref(null);
  const open = () => {
    const { protocol, host } = window.location;
    socket.value = new WebSocket(`${protocol.replace(/^http/, 'ws')}//${host}/live/${channel}`);
    socket.value.addEventListener('open', () => (state.connected = true));
    socket.value.addEventListener('close', () => setTimeout(open, 3000));
  };
  onMounted(open);
  onUnmounted(() => socket.value?.close());
  return state;
}

const Board = {
  props: ['channel'],
  setup(props) {
    const state = useLive(props.channel);
    return () => h('p', state.connected ? 'live' : 'offline');
  },
};

createApp({ render: () => h(Board, { channel: 'board-7' }) }).mount('#root');
