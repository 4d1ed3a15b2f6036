import { createClient } from 'graphql-ws';

export function subscribe(url) {
  const client = createClient({ url, lazy: false, retryAttempts: 2, connectionParams: () => ({ locale: 'en' }) });
  return client.subscribe({ query: 'subscription { board { id } }' }, { next: console.log, error: console.warn, complete() {} });
}
