import { describe, expect, test } from 'vitest';
import { scriptType } from './script-type.ts';

describe('what a script element holds', () => {
  test.each([
    [{}, 'classic'],
    [{ type: '' }, 'classic'],
    [{ type: 'text/javascript' }, 'classic'],
    [{ type: ' TEXT/JavaScript ' }, 'classic'],
    [{ type: 'application/x-javascript' }, 'classic'],
    [{ type: 'text/ecmascript' }, 'classic'],
    [{ type: 'text/javascript1.5' }, 'classic'],
    [{ type: 'text/jscript' }, 'classic'],
    [{ language: 'JavaScript' }, 'classic'],
    [{ language: '' }, 'classic'],
    [{ language: 'vbscript' }, 'data'],
    [{ type: '', language: 'vbscript' }, 'classic'],
    [{ type: ' ' }, 'data'],
    [{ type: 'javascript' }, 'data'],
    [{ type: 'text/javascript; charset=utf-8' }, 'data'],
    [{ type: 'text/javascript1.6' }, 'data'],
    [{ type: 'Module' }, 'module'],
    [{ type: 'importmap' }, 'import-map'],
    [{ type: 'speculationrules' }, 'json'],
    [{ type: 'application/json' }, 'json'],
    [{ type: 'application/ld+json' }, 'json'],
    [{ type: 'text/template' }, 'template'],
    [{ type: 'text/x-handlebars-template' }, 'template'],
    [{ type: 'text/ng-template' }, 'template'],
    [{ type: 'text/html' }, 'template'],
    [{ type: 'text/plain' }, 'data'],
    [{ type: 'text/typescript' }, 'data'],
    [{ type: '0a1b2c3d4e5f60718293a4b5-text/javascript' }, 'classic'],
    [{ type: '0a1b2c3d4e5f60718293a4b5-module' }, 'module'],
    [{ type: 'text/partytown' }, 'classic'],
    [{ type: 'text/babel' }, 'classic'],
  ])('%j is %s', (attributes, type) => {
    expect(scriptType(attributes)).toBe(type);
  });
});
