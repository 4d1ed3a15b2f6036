/** Packages that the tests run and that publish no types. */
declare module 'faye';
declare module 'phoenix';
declare module 'primus';
declare module 'sockjs';
declare module 'sockjs-client';
declare module 'stomp-broker-js';
