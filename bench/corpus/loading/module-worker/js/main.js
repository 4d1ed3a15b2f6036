new Worker(new URL('./live.worker.js', import.meta.url), { type: 'module', name: 'live' });
