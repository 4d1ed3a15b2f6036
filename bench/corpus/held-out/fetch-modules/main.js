import { connect } from './net/socket.js';
const { ws } = await (await fetch(new URL('settings.json', import.meta.url))).json();
export const socket = connect(ws);
