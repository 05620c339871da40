import { describe, expect, it } from '@jest/globals';
import {
  updateCallState,
  type CallState,
  type LeadState,
  type Occurrence,
  type OccurrenceKind,
} from '../../src/occurrence/index.js';
import type { FieldValues } from '../../src/fields/value.js';
import { comparableTime } from '../../src/time/date-text.js';
import { occurrenceOf } from './sample.js';

const leadIn = (status: string | null, callDate: string | null = null): LeadState => ({
  status,
  fields: {},
  callTime: callDate === null ? null : comparableTime(callDate),
  updatedAt: Date.UTC(2026, 10, 20, 13),
});

const ofCall = (callLog: FieldValues, lead: LeadState | null = null, call: CallState | null = null) =>
  occurrenceOf({ callLog }, { lead, call });

const CALL = { call_log_id: '14683239' };
const DISPOSED: CallState = { disposition: 'NI' };

describe('what a delivery says happened', () => {
  it.each<[string, FieldValues, LeadState | null, CallState | null, OccurrenceKind[]]>([
    ['a disposition of a new lead', { ...CALL, status: 'NI' }, null, null, ['disposition', 'leadStatus']],
    [
      'a disposition that changes the status',
      { ...CALL, status: 'NI' },
      leadIn('INCALL'),
      null,
      ['disposition', 'leadStatus'],
    ],
    [
      'a disposition that the lead had before',
      { ...CALL, status: 'NI' },
      leadIn('NI'),
      null,
      ['disposition'],
    ],
    ['the same status in another writing', { ...CALL, status: ' ni ' }, leadIn('NI'), null, ['disposition']],
    [
      'a call disposed of again, with another code',
      { ...CALL, status: 'SALE' },
      leadIn('NI'),
      DISPOSED,
      ['disposition', 'redisposition', 'leadStatus'],
    ],
    [
      'a call disposed of again, with the same code',
      { ...CALL, status: 'NI' },
      leadIn('NI'),
      DISPOSED,
      ['disposition', 'redisposition'],
    ],
    [
      'a call seen before, not yet disposed of',
      { ...CALL, status: 'NI' },
      leadIn('INCALL'),
      { disposition: null },
      ['disposition', 'leadStatus'],
    ],
    ['a lead in a call', { ...CALL, status: 'INCALL' }, leadIn('NEW'), null, ['leadStatus']],
    ['a lead still in its call', { ...CALL, status: 'INCALL' }, leadIn('INCALL'), null, []],
    ['a status without a call', { lead_id: '5', status: 'NI' }, leadIn('NEW'), null, ['leadStatus']],
    ['a call without a status', CALL, leadIn('NEW'), null, []],
    ['a call whose status is empty', { ...CALL, status: '' }, leadIn('NEW'), null, []],
    ['a call whose status is the text null', { ...CALL, status: 'NULL' }, leadIn('NEW'), null, []],
    ['the end of a call', { ...CALL, term_reason: 'CALLER' }, null, null, ['termReason']],
    ['a running call', { ...CALL, term_reason: 'NONE' }, null, null, []],
    ['a running call in another writing', { ...CALL, term_reason: ' none ' }, null, null, []],
    ['an empty reason', { ...CALL, term_reason: '' }, null, null, []],
    [
      'a call that ended with its disposition',
      { ...CALL, status: 'NI', term_reason: 'AGENT' },
      leadIn('INCALL'),
      null,
      ['disposition', 'leadStatus', 'termReason'],
    ],
  ])('%s', (_what, callLog, lead, call, kinds) => {
    expect(ofCall(callLog, lead, call).kinds).toEqual(kinds);
  });

  it.each(['INCALL', 'QUEUE', 'DISPO', 'CBHOLD', 'NEW'])(
    'takes %s for a state and never for a disposition',
    (status) => {
      for (const written of [status, status.toLowerCase(), ` ${status} `]) {
        expect(ofCall({ ...CALL, status: written }).kinds).toEqual(['leadStatus']);
      }
    },
  );

  it('reads the status of the call before that of the lead', () => {
    const both = occurrenceOf({ callLog: { ...CALL, status: 'SALE' }, lead: { status: 'NI' } });
    expect(both).toMatchObject({ status: 'SALE', kinds: ['disposition', 'leadStatus'] });
    expect(occurrenceOf({ callLog: CALL, lead: { status: 'NI' } }).status).toBe('NI');
  });

  it('tells the status before, or that it is not known', () => {
    expect(ofCall({ status: 'NI' }, leadIn('INCALL')).previousStatus).toBe('INCALL');
    expect(ofCall({ status: 'NI' }, leadIn(null)).previousStatus).toBeNull();
    expect(ofCall({ status: 'NI' }).previousStatus).toBeNull();
  });

  it('gives an empty delivery no kind: a lead update', () => {
    expect(occurrenceOf()).toMatchObject({ kinds: [], leadKey: null, status: null, leadAction: null });
  });
});

describe('a delivery about an older call', () => {
  const newer = leadIn('SALE', '2026-11-20 12:00:00');
  const delivery = { ...CALL, status: 'NI', term_reason: 'AGENT' };

  it('keeps its disposition and its end, and changes no status', () => {
    const late = ofCall({ ...delivery, call_date: '2026-11-20 11:59:59' }, newer);
    expect(late.kinds).toEqual(['disposition', 'termReason']);
  });

  it.each(['2026-11-20 12:00:00', '2026-11-20 12:00:01', '', 'yesterday'])(
    'is not one when its call date is %j',
    (call_date) => {
      expect(ofCall({ ...delivery, call_date }, newer).kinds).toContain('leadStatus');
    },
  );
});

describe('declared kinds', () => {
  const declare = (kinds: OccurrenceKind[], call: CallState | null = null) =>
    occurrenceOf(
      { callLog: { ...CALL, status: 'INCALL', term_reason: 'AGENT' } },
      { declared: { kinds, leadAction: null }, call },
    ).kinds;

  it('hold whatever the values say', () => {
    expect(declare(['callback', 'hopperExpired'])).toEqual(['callback', 'hopperExpired']);
    expect(declare(['disposition'])).toEqual(['disposition']);
    expect(declare([])).toEqual([]);
  });

  it('make a redisposition a disposition, and a disposition of a disposed call a redisposition', () => {
    expect(declare(['redisposition'])).toEqual(['redisposition', 'disposition']);
    expect(declare(['disposition'], DISPOSED)).toEqual(['disposition', 'redisposition']);
    expect(declare(['termReason'], DISPOSED)).toEqual(['termReason']);
  });

  it('are named once each', () => {
    expect(declare(['callback', 'callback'])).toEqual(['callback']);
  });

  it('carry the value of a lead action', () => {
    const declared = { kinds: ['leadAction'] as const, leadAction: 'emailed' };
    expect(occurrenceOf({}, { declared })).toMatchObject({ kinds: ['leadAction'], leadAction: 'emailed' });
  });
});

describe('what is known of a call', () => {
  const after = (occurrences: Occurrence[]) =>
    occurrences.reduce<CallState | null>((state, occurrence) => updateCallState(state, occurrence), null);

  it('has no disposition until it is given one', () => {
    expect(after([ofCall({ ...CALL, status: 'INCALL' })])).toEqual({ disposition: null });
    expect(after([ofCall({ ...CALL, term_reason: 'AGENT' })])).toEqual({ disposition: null });
  });

  it('keeps the last disposition, whatever comes after', () => {
    const disposed = [ofCall({ ...CALL, status: 'NI' }), ofCall({ ...CALL, status: 'SALE' })];
    expect(after(disposed)).toEqual({ disposition: 'SALE' });
    expect(after([...disposed, ofCall({ ...CALL, status: 'DISPO' })])).toEqual({ disposition: 'SALE' });
  });

  it('counts a declared disposition without a code', () => {
    const declared = { kinds: ['disposition'] as const, leadAction: null };
    const state = after([occurrenceOf({ callLog: CALL }, { declared })]);
    expect(state).toEqual({ disposition: '' });
    expect(ofCall({ ...CALL, status: 'NI' }, null, state).kinds).toContain('redisposition');
  });
});
