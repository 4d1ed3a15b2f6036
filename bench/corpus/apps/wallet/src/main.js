import { createPublicClient, webSocket } from 'viem';
import { sepolia } from 'viem/chains';
import { WebSocketProvider } from 'ethers';
import { Client as RpcClient } from 'rpc-websockets';

const client = createPublicClient({ chain: sepolia, transport: webSocket('wss://node.shop.test/v3/key') });
client.watchBlockNumber({ onBlockNumber: console.log });
const provider = new WebSocketProvider('wss://ethers.shop.test/ws', 1);
provider.on('block', console.log);
const rpc = new RpcClient('wss://rpc.shop.test/ws');
rpc.on('open', () => rpc.call('sum', [1, 2]));
