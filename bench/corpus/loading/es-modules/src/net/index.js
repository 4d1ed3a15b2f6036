export { default } from './socket.js';
export { PATHS as paths } from './paths.js';
