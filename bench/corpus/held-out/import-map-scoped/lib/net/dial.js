import base from './base.js';
export function dial(name) { return new WebSocket(`${base}/${name}`); }
