import { bayeuxPolling } from './bayeux.ts';
import { defineLibrary } from './library.ts';

export const faye = defineLibrary({
  id: 'faye',
  name: 'Faye',
  docs: 'https://faye.jcoglan.com/browser.html',
  fallbacks: [bayeuxPolling],
});
