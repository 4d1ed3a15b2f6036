import { Turbo, cable } from '@hotwired/turbo-rails';
import { createConsumer, getConfig } from '@rails/actioncable';

Turbo.session.drive = false;
const consumer = createConsumer(`${getConfig('url') || '/cable'}?locale=en`);
consumer.subscriptions.create({ channel: 'OrdersChannel' }, { received: console.log });
cable.subscribeTo({ channel: 'Turbo::StreamsChannel' }, { received: console.log });
