export * from './client.js';
export * as urls from './urls.js';
