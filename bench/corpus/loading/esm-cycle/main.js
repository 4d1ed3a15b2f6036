import { client } from './barrel.js';
client.open();
