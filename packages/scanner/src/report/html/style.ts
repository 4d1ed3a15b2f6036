import { base } from './style/base.ts';
import { findings } from './style/findings.ts';
import { picture } from './style/picture.ts';
import { print } from './style/print.ts';
import { report } from './style/report.ts';
import { tokens } from './style/tokens.ts';

/** The style sheet of everything that shows a report. */
export const style = [tokens, base, report, findings, picture, print].join('');
