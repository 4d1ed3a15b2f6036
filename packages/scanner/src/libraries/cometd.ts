import { bayeuxPolling } from './bayeux.ts';
import { defineLibrary } from './library.ts';

export const cometd = defineLibrary({
  id: 'cometd',
  name: 'CometD',
  docs: 'https://docs.cometd.org/current/reference/#_javascript',
  fallbacks: [bayeuxPolling],
});
