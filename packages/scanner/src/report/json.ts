import { jsonText } from './escape.ts';
import { defineFormat } from './format.ts';
import { inContractOrder } from './key-order.ts';

/** The report itself (schema/report.schema.json): one object for one target, an array for several. */
export const json = defineFormat({
  id: 'json',
  mediaType: 'application/json',
  extension: 'json',
  render: (report) => `${jsonText(inContractOrder(report), 2)}\n`,
  renderAll: (reports) => `${jsonText(reports.map(inContractOrder), 2)}\n`,
});
