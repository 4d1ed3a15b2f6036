import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

// Written in draft 4, of which it uses nothing that later drafts read otherwise save these two names; one of
// its patterns is no regular expression with the flag u.
const { $schema: _dialect, id: _id, ...body } = schema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(body);

/** What is wrong with a log by the schema that OASIS published with SARIF 2.1.0. */
export function sarifProblems(log: unknown): readonly unknown[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
