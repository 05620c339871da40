import { describe, expect, it } from '@jest/globals';
import {
  AGENT_CODES,
  BUILT_IN_CODES,
  SYSTEM_CODES,
  isDisposition,
  suggestedFlags,
  type DispositionGroup,
} from '../../src/disposition/index.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

const SYSTEM =
  words(`NEW AA AM AL AFAX AHXFER ANONY B BCHU BLEND CALLHU CG CGD CGO CGT CIDB CIDROP CPDATB CPDB
  CPDINV CPDNA CPDREJ CPDSI CSED DC DNC DNCC DNCL DNCW DNCQ QDNC DNCRT DNCDEC DNCNFD DNCLCC DONE DROP PDROP XDROP
  QDROP PXDROP WAITTO DUP ERI LOGOUT IMPL FASD FORBID OI NORD NRA REJ INCOMP INCALL NA NAIC PBXHU PU AH QUEUE DISPO
  CBHOLD XFER TIMEOT AFTHRS NANQUE`);

const AGENT =
  words(`A N NI NOCONT HU CALLBK CB SALE DEC NP WRONG BPN APPT LXFER TCR SPA FRONT FRNTRS DNCA ACA BACA
  CA CD MCAID MCARE NOTA NOTCOV PIKER POST REQID TRICAR MGMTNQ 1095A`);

describe('the built-in codes', () => {
  it('are the documented ones, each once', () => {
    expect(SYSTEM_CODES.map((entry) => entry.code)).toEqual(SYSTEM);
    expect(AGENT_CODES.map((entry) => entry.code)).toEqual(AGENT);
    expect(new Set(BUILT_IN_CODES.map((entry) => entry.code)).size).toBe(SYSTEM.length + AGENT.length);
  });

  it.each<[DispositionGroup, string]>([
    ['voicemail', 'AM AL'],
    ['machine', 'AA A'],
    ['no answer', 'CPDNA NA NAIC NOCONT'],
    ['busy', 'B CPDB'],
    ['bad number', 'CPDINV CPDSI DC OI WRONG BPN'],
    ['dropped', 'DROP PDROP XDROP QDROP WAITTO'],
    ['network', 'CG CGD CGO CGT CIDB FASD NORD NRA REJ'],
    ['suppressed', 'DNCC DNCL DNCW DNCQ QDNC DNCRT DNCDEC DNCNFD DNCLCC'],
  ])('belong to the group "%s": %s', (group, codes) => {
    const members = BUILT_IN_CODES.filter((entry) => entry.group === group).map((entry) => entry.code);
    expect(members.sort()).toEqual(words(codes).sort());
  });

  it('are connected where an agent code is reached, and for XFER and CALLHU', () => {
    const connected = BUILT_IN_CODES.filter((entry) => entry.group === 'connected').map(
      (entry) => entry.code,
    );
    const reached = AGENT_CODES.filter((entry) => suggestedFlags(entry).reached && entry.code !== 'WRONG');
    expect(connected.sort()).toEqual([...reached.map((entry) => entry.code), 'XFER', 'CALLHU'].sort());
  });

  it('are marked where accounts mean different things by them, and then have no name', () => {
    const ambiguous = BUILT_IN_CODES.filter((entry) => entry.ambiguous);
    expect(ambiguous.map((entry) => entry.code)).toEqual(['A', 'N']);
    for (const entry of ambiguous) {
      expect(entry.name).toBeNull();
      expect(entry.meanings.length).toBeGreaterThan(1);
    }
  });
});

describe('suggested flags', () => {
  const codesWith = (flag: keyof ReturnType<typeof suggestedFlags>): string[] =>
    BUILT_IN_CODES.filter((entry) => suggestedFlags(entry)[flag])
      .map((entry) => entry.code)
      .sort();
  const dnc = words('DNC DNCC DNCL DNCW DNCQ QDNC DNCRT DNCDEC DNCNFD DNCLCC DNCA');

  it('are those of C.4', () => {
    expect(codesWith('final')).toEqual([...dnc, 'SALE', 'DC', 'WRONG', 'BPN', 'NI'].sort());
    expect(codesWith('dnc')).toEqual([...dnc].sort());
    expect(codesWith('voicemail')).toEqual(['A', 'AA', 'AL', 'AM']);
    expect(codesWith('callback')).toEqual(['CALLBK', 'CB', 'CBHOLD']);
    expect(codesWith('success')).toEqual(['APPT', 'LXFER', 'SALE']);
    expect(codesWith('reached')).toEqual(
      AGENT.filter((code) => !words('A N NOCONT BPN').includes(code)).sort(),
    );
    expect(codesWith('contact')).toEqual(codesWith('reached'));
  });
});

describe('states', () => {
  it.each(['INCALL', 'QUEUE', 'DISPO', 'CBHOLD', 'NEW', '', ' ', 'incall', ' New ', 'null', 'NULL'])(
    '%j is no disposition',
    (code) => expect(isDisposition(code)).toBe(false),
  );

  it.each(['NI', 'sale', 'N', 'NA', 'NEWLEAD', 'XYZ', 'constructor'])('%j is a disposition', (code) =>
    expect(isDisposition(code)).toBe(true),
  );
});
