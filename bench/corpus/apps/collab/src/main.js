import * as Y from 'yjs';
import { WebsocketProvider } from 'y-websocket';
import { HocuspocusProvider } from '@hocuspocus/provider';
import PartySocket from 'partysocket';

const doc = new Y.Doc();
const provider = new WebsocketProvider('wss://yjs.shop.test/collab/', 'list-1', doc, { params: { locale: 'en' } });
provider.on('status', ({ status }) => console.log(status));

const notes = new HocuspocusProvider({ url: 'wss://notes.shop.test', name: 'notes', document: new Y.Doc() });
notes.on('synced', () => console.log('synced'));

const party = new PartySocket({ host: 'shop.partykit.test', room: 'blue', party: 'chat' });
party.addEventListener('message', ({ data }) => console.log(data));
