import { describe, expect, it } from '@jest/globals';
import { decodeDisposition, type AccountStatus } from '../../src/disposition/index.js';

const NO_FLAGS = {
  final: false,
  reached: false,
  success: false,
  dnc: false,
  callback: false,
  contact: false,
  voicemail: false,
};

const own = (status: string, more: Partial<AccountStatus> = {}): AccountStatus => ({
  ...NO_FLAGS,
  status,
  name: status,
  ...more,
});

describe('decoding a disposition', () => {
  it('names a documented code and says that its flags are built in', () => {
    expect(decodeDisposition('HU')).toMatchObject({
      code: 'HU',
      name: 'Hang Up',
      group: 'connected',
      known: true,
      flags: { ...NO_FLAGS, reached: true, contact: true },
      flags_from: 'built-in',
      meanings: [],
    });
  });

  it('forgives case and blanks', () => {
    expect(decodeDisposition(' sale ')).toEqual(decodeDisposition('SALE'));
    expect(decodeDisposition(' mine ', [own('MINE')]).code).toBe('MINE');
  });

  it("lets the account's own table override the built-in one", () => {
    const statuses = [own('NI', { name: 'Nicht interessiert', callback: true })];
    expect(decodeDisposition('NI', statuses)).toMatchObject({
      code: 'NI',
      name: 'Nicht interessiert',
      group: 'connected',
      known: true,
      flags: { ...NO_FLAGS, callback: true },
      flags_from: 'account',
      meanings: [],
    });
  });

  it('keeps the documented name where the account gives none', () => {
    expect(decodeDisposition('NI', [own('NI')]).name).toBe('Not Interested');
    expect(decodeDisposition('MINE', [own('MINE')]).name).toBe('MINE');
  });

  it("groups a code of the account's own by its flags, and no further", () => {
    expect(decodeDisposition('X1', [own('X1', { reached: true })]).group).toBe('connected');
    expect(decodeDisposition('X1', [own('X1', { voicemail: true })]).group).toBe('voicemail');
    expect(decodeDisposition('X1', [own('X1', { final: true })]).group).toBeNull();
  });

  it('knows nothing about a code in neither table: unknown flags are not "no"', () => {
    for (const code of ['ZZZ', 'constructor', '']) {
      expect(decodeDisposition(code)).toMatchObject({
        code,
        name: code,
        group: null,
        known: false,
        flags: null,
        flags_from: 'none',
        meanings: [],
      });
    }
  });

  it('does not guess what a code means on which accounts disagree', () => {
    const decoded = decodeDisposition('N');
    expect(decoded).toMatchObject({
      code: 'N',
      name: 'N',
      group: null,
      known: false,
      flags_from: 'built-in',
    });
    expect(decoded.meanings).toEqual(['No answer', 'Dead air or system glitch']);
    const settled = decodeDisposition('N', [own('N', { name: 'Dead air' })]);
    expect(settled).toMatchObject({ name: 'Dead air', known: true, meanings: [] });
  });

  it('lets the account say who was on the line with a code on which accounts disagree', () => {
    const answered = own('A', { name: 'Answered', reached: true, contact: true });
    expect(decodeDisposition('A', [answered])).toMatchObject({ group: 'connected', meanings: [] });
    expect(decodeDisposition('A', [own('A', { voicemail: true })]).group).toBe('machine');
    expect(decodeDisposition('A').group).toBe('machine');
  });

  it('shows a code whose name is not documented as itself', () => {
    expect(decodeDisposition('1095a')).toMatchObject({ code: '1095A', name: '1095A', known: false });
  });
});
