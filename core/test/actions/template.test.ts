import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillIn, fillInLine } from '../../src/actions/index.js';
import { snapshotOf } from '../occurrence/sample.js';

const CALL = snapshotOf({
  lead: { first_name: 'Test', status: 'NEW', notes: 'null', tags: ['a', 'b'] },
  callLog: { status: 'NI', call_log_id: '14683239' },
  custom: { 'price.list': '7' },
});

describe('a template', () => {
  it.each([
    ['Dear %first_name%,', 'Dear Test,'],
    ['%first_name%%first_name%', 'TestTest'],
    ['%lead.status% then %callLog.status%', 'NEW then NI'],
    ['call %call_log_id%', 'call 14683239'],
    ['%call.status%', 'NI'],
    ['%tags%', 'a,b'],
    ['%price.list%', '7'],
    ['[%unknown%]', '[]'],
    ['[%lead.unknown%]', '[]'],
    ['[%notes%]', '[]'],
    ['100%%', '100%'],
    ['100% sure', '100% sure'],
    ['50%, or 60%.', '50%, or 60%.'],
    ['https://x.example.test/?q=a%20b%20%first_name%', 'https://x.example.test/?q=a%20b%20Test'],
    ['%', '%'],
    ['%first_name', '%first_name'],
    ['$& $1 %first_name%', '$& $1 Test'],
    ['%constructor%%__proto__%', '%__proto__%'],
  ])('%j becomes %j', (template, text) => {
    expect(fillIn(template, CALL)).toBe(text);
  });

  const anything = fc.string({ unit: 'binary' });

  it('gives what a field holds, letter by letter: it is no template and no pattern itself', () => {
    const telling = fc.oneof(anything, fc.constantFrom('%last_name%', '%%', '$&', "$'", '%lead.first_name%'));
    fc.assert(
      fc.property(telling, telling, (first_name, last_name) => {
        const snapshot = snapshotOf({ lead: { first_name, last_name } });
        const [first, last] = [first_name, last_name].map((name) => (isBlank(name) ? '' : name));
        expect(fillIn('<%first_name%|%last_name%>', snapshot)).toBe(`<${first ?? ''}|${last ?? ''}>`);
      }),
    );
  });

  it('leaves a text without a percent sign as it is', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const plain = text.replaceAll('%', '');
        expect(fillIn(plain, CALL)).toBe(plain);
      }),
    );
  });

  it('for one line never holds a control character or a line break, whatever template and field hold', () => {
    const nasty = fc.oneof(anything, fc.constantFrom('\r\nBcc: x', '\n', '\u0085', '\u0081', '\u2028', '\0'));
    fc.assert(
      fc.property(nasty, nasty, (template, value) => {
        const snapshot = snapshotOf({ lead: { first_name: value } });
        const line = fillInLine(`${template} %first_name% ${template}`, snapshot);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(line).toBe(line.trim());
      }),
    );
  });
});

const isBlank = (text: string): boolean => ['', 'null'].includes(text.trim().toLowerCase());
