import { describe, expect, test } from 'vitest';
import { firebase } from './firebase.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('Firebase in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { initializeApp } from '@firebase/app';
      import { getDatabase, onValue, ref } from '@firebase/database';
      const app = initializeApp({ databaseURL: 'https://shop-default-rtdb.firebaseio.com', projectId: 'shop', appId: '1:1:web:1' });
      onValue(ref(getDatabase(app), 'orders'), console.log);
      const other = initializeApp({ databaseURL: 'https://two-default-rtdb.europe-west1.firebasedatabase.app', projectId: 'two' }, 'two');
      onValue(ref(getDatabase(other), 'orders'), console.log);
      const third = initializeApp({ projectId: 'three' }, 'three');
      onValue(ref(getDatabase(third), 'orders'), console.log);
    `;
    expect(await compare(firebase, { entry, minify })).toEqual(
      agreed(
        'wss://shop-default-rtdb.firebaseio.com/.ws?v=5&p=1:1:web:1',
        'wss://two-default-rtdb.europe-west1.firebasedatabase.app/.ws?v=5&ns=two-default-rtdb',
        'wss://three-default-rtdb.firebaseio.com/.ws?v=5',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { initializeApp } from '@firebase/app'; import { getDatabase } from '@firebase/database'; initializeApp({ databaseURL: 'https://shop-default-rtdb.firebaseio.com' }); window.has = typeof getDatabase;`;
    expect(await compare(firebase, { entry, minify })).toEqual(agreed());
  });
});
