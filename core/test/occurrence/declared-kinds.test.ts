import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { OCCURRENCE_KINDS, readEventParameter } from '../../src/occurrence/index.js';

describe('?event= of a catch hook', () => {
  it.each([
    ['disposition', ['disposition'], null],
    ['DISPOSITION', ['disposition'], null],
    [' callback , hopperexpired,', ['callback', 'hopperExpired'], null],
    ['leadAction', ['leadAction'], null],
    ['leadAction:emailed', ['leadAction'], 'emailed'],
    ['leadaction:Sent to: QA', ['leadAction'], 'Sent to: QA'],
    ['termReason,leadAction:moved', ['termReason', 'leadAction'], 'moved'],
    ['', [], null],
  ])('reads %j', (text, kinds, leadAction) => {
    expect(readEventParameter(text)).toEqual({ ok: true, declared: { kinds, leadAction } });
  });

  it.each([
    ['dispositon', 'dispositon'],
    ['disposition,sold', 'sold'],
    ['disposition:NI', 'disposition:NI'],
    [':', ':'],
    ['constructor', 'constructor'],
  ])('answers %j with the piece it does not know and all that it does', (text, unknown) => {
    expect(readEventParameter(text)).toEqual({ ok: false, unknown, known: OCCURRENCE_KINDS });
  });

  it('reads every list of kinds, in any case', () => {
    const kinds = fc.array(fc.constantFrom(...OCCURRENCE_KINDS));
    fc.assert(
      fc.property(kinds, fc.boolean(), (names, upper) => {
        const text = upper ? names.join(',').toUpperCase() : names.join(' , ');
        expect(readEventParameter(text)).toEqual({ ok: true, declared: { kinds: names, leadAction: null } });
      }),
    );
  });

  it('never throws, and never invents a kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readEventParameter(text);
        if (read.ok) expect(OCCURRENCE_KINDS).toEqual(expect.arrayContaining([...read.declared.kinds]));
        else expect(text).toContain(read.unknown);
      }),
    );
  });
});
