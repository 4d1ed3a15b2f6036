/** The service of wssure. `wssure serve` and `wssure worker` call `serve` and `work`. */
export { serve, work, type CommandIo, type ServeOptions, type WorkOptions } from './command.ts';
