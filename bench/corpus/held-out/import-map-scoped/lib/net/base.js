const { protocol, host } = location;
export default `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/mapped`;
