import { jsonText } from './escape.ts';
import { defineFormat } from './format.ts';
import { inContractOrder } from './key-order.ts';

/** JSON Lines: a report a line, so that the results of many targets can be written as they come. */
export const jsonl = defineFormat({
  id: 'jsonl',
  mediaType: 'application/jsonl',
  extension: 'jsonl',
  render: (report) => `${jsonText(inContractOrder(report), 0)}\n`,
});
