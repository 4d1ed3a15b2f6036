import { HOST } from './client.js';
export const urlOf = (name) => `wss://${HOST}/${name}`;
