import { createClient } from '@supabase/supabase-js';
import { ConvexClient } from 'convex/browser';
import { Centrifuge } from 'centrifuge';
import * as Ably from 'ably';

const supabase = createClient('https://qrstuvwxyzabcdefghij.supabase.test', 'sb_publishable_0000');
supabase
  .channel('orders')
  .on('postgres_changes', { event: '*', schema: 'public', table: 'orders' }, console.log)
  .subscribe();

const convex = new ConvexClient('https://quick-lynx-42.convex.cloud');
convex.onUpdate('orders:list', {}, console.log);

const centrifuge = new Centrifuge('wss://push.shop.test/connection/websocket', { debug: false });
centrifuge.newSubscription('news').subscribe();
centrifuge.connect();

const ably = new Ably.Realtime({ key: 'appId.keyId:secretsecret', endpoint: 'ably.shop.test' });
ably.channels.get('orders').subscribe(console.log);
