import { addressRanges } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { refuseAddress, refuseSecret } from '../nodes/ConvosoTrigger/access';
import { callerAddress } from '../nodes/ConvosoTrigger/caller';
import { HookMemory } from '../nodes/ConvosoTrigger/hook-memory';
import { receive, type Received } from '../nodes/ConvosoTrigger/receive';
import type { HookSettings } from '../nodes/ConvosoTrigger/settings';

const NOW = Date.UTC(2026, 10, 20, 17);
const SETTINGS: HookSettings = {
  allowed: addressRanges(['66.85.240.0/21']),
  proxyHops: 0,
  withSecret: false,
  kinds: 'infer',
  output: 'callEvent',
  filters: { kinds: [], dispositions: [], callTypes: [], campaigns: [] },
  fieldsMap: {},
  statuses: [],
  repeats: null,
  countRepeatsAfterMs: 0,
};

function taken(
  fields: Record<string, string>,
  change: Partial<HookSettings> = {},
  memory = new HookMemory(),
  query = '',
) {
  const body = new URLSearchParams(fields).toString();
  return receive({ body, headers: {}, query }, { ...SETTINGS, ...change }, memory, NOW);
}

function jsonOf(received: Received): Record<string, unknown> {
  return received.outcome === 'started'
    ? (JSON.parse(JSON.stringify(received.items[0])) as Record<string, unknown>)
    : { ...received };
}

const CALL = { call_log_id: '9', lead_id: '7', status: 'NI', call_type: 'OUTBOUND', campaign_id: '111' };

describe('the address of a caller', () => {
  const from = (remoteAddress: string, forwarded?: string, hops = 0) =>
    callerAddress({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }, hops);

  it('is that of the connection, whatever a header says, where there is no proxy', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.string(), (peer, forged) => {
        expect(from(peer, forged)).toBe(peer);
      }),
    );
  });

  it('is what the proxies have written, and never what stands before', () => {
    const addresses = fc.array(fc.ipV4(), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { maxLength: 4 }), addresses, fc.ipV4(), (forged, seen, peer) => {
        // Each proxy adds the address it was called from; the first of them was called by the caller himself.
        const [caller = ''] = seen;
        const forwarded = [...forged, ...seen].join(', ');
        expect(from(peer, forwarded, seen.length)).toBe(caller);
      }),
    );
  });

  it('is answered with 403 where it is not allowed, and named', () => {
    expect(refuseAddress('66.85.241.1', SETTINGS)).toBeNull();
    expect(refuseAddress('10.0.0.5', SETTINGS)).toMatchObject({
      status: 403,
      message: expect.stringContaining('10.0.0.5'),
      remedy: expect.stringContaining('Reverse Proxies'),
    });
    expect(refuseAddress('', SETTINGS)).toMatchObject({ status: 403 });
  });
});

describe('the secret of a hook', () => {
  it.each([
    [{ 'x-connect-secret': 'right' }, '', null],
    [{}, 'secret=right', null],
    [{ 'x-connect-secret': 'wrong' }, 'secret=right', null],
    [{ 'x-connect-secret': 'righ' }, '', 'WRONG_SECRET'],
    [{}, 'secret=', 'MISSING_SECRET'],
    [{}, '', 'MISSING_SECRET'],
  ])('%j and "%s": %s', (headers, query, code) => {
    expect(refuseSecret(headers, query, 'right')?.code ?? null).toBe(code);
  });

  it.each(['secret=ab+cd/ef==', 'secret=ab%2Bcd%2Fef%3D%3D', 'x=1&amp;secret=ab+cd/ef=='])(
    'A15: is right as it stands in a URL: %s',
    (query) => expect(refuseSecret({}, query, 'ab+cd/ef==')).toBeNull(),
  );

  it.each([
    ['schlüssel-€-9', Buffer.from('schlüssel-€-9').toString('latin1')],
    ['  spaced secret ', 'spaced secret'],
  ])('%j is right in a header as a sender writes it', (secret, header) => {
    expect(refuseSecret({ 'x-connect-secret': header }, '', secret)).toBeNull();
    expect(refuseSecret({ 'x-connect-secret': `${header}x` }, '', secret)?.code).toBe('WRONG_SECRET');
  });

  it.each(['', '   '])('keeps a hook closed whose secret is empty: %j', (secret) => {
    expect(refuseSecret({ 'x-connect-secret': secret }, `secret=${secret}`, secret)).not.toBeNull();
  });
});

describe('a delivery', () => {
  it('becomes a call event', () => {
    expect(jsonOf(taken(CALL))).toMatchObject({
      received_at: '2026-11-20T17:00:00.000Z',
      kinds: ['disposition', 'leadStatus'],
      lead: { lead_id: '7' },
      call: { call_log_id: '9', status: 'NI' },
      disposition: { name: 'Not Interested' },
    });
  });

  it('stays as it came where the output is raw', () => {
    expect(jsonOf(taken({ ...CALL, own: 'x' }, { output: 'raw' }))).toEqual({ ...CALL, own: 'x' });
  });

  it('is a redisposition only where its call has had one, and a change of status only where it changes', () => {
    const memory = new HookMemory();
    taken(CALL, {}, memory);
    expect(jsonOf(taken(CALL, {}, memory))).toMatchObject({ kinds: ['disposition', 'redisposition'] });
    expect(jsonOf(taken({ ...CALL, status: 'SALE' }, {}, memory))['kinds']).toContain('leadStatus');
    expect(jsonOf(taken({ ...CALL, call_log_id: '10' }, {}, memory))['kinds']).not.toContain('redisposition');
  });

  it('can say what it is in the address, and carry the value of a lead action', () => {
    for (const query of ['event=leadAction:archived', 'x=1&amp;event=leadAction:archived']) {
      expect(jsonOf(taken(CALL, {}, new HookMemory(), query))).toMatchObject({
        kinds: ['leadAction'],
        custom: { lead_action: 'archived' },
      });
    }
    expect(taken(CALL, {}, new HookMemory(), 'event=sneeze')).toMatchObject({
      outcome: 'rejected',
      rejection: { status: 400, code: 'UNKNOWN_EVENT' },
    });
  });

  it.each([
    [{ kinds: ['callback' as const] }, 'disposition,leadStatus'],
    [{ dispositions: ['SALE', 'APPT'] }, 'NI'],
    [{ callTypes: ['inbound'] }, 'OUTBOUND'],
    [{ campaigns: ['112'] }, '111'],
  ])('is filtered by %j, and Convoso is told "%s"', (filter, filtered) => {
    const filters = { ...SETTINGS.filters, ...filter };
    expect(taken(CALL, { filters })).toEqual({ outcome: 'filtered', filtered });
  });

  it.each([{ dispositions: [' ni '] }, { callTypes: ['outbound'] }, { campaigns: ['111'] }])(
    'passes %j',
    (filter) => {
      expect(taken(CALL, { filters: { ...SETTINGS.filters, ...filter } }).outcome).toBe('started');
    },
  );

  it.each([
    [{ call_log_id: '9' }, 'call'],
    [{ lead_id: '7' }, 'lead update'],
  ])('of no kind is told as what it is: %j is a %s', (fields, filtered) => {
    const filters = { ...SETTINGS.filters, kinds: ['disposition' as const] };
    expect(taken(fields, { filters })).toEqual({ outcome: 'filtered', filtered });
  });

  it('that lacks what a filter asks for does not pass', () => {
    const filters = { ...SETTINGS.filters, campaigns: ['111'] };
    expect(taken({ call_log_id: '9' }, { filters })).toEqual({
      outcome: 'filtered',
      filtered: 'no campaign_id',
    });
  });

  it('is a repeat within its time only, and never where it has none of the fields', () => {
    const repeats = { fields: ['call_log_id', 'status'], milliseconds: 1000 };
    const memory = new HookMemory();
    const at = (now: number, fields: Record<string, string> = CALL) =>
      receive(
        { body: new URLSearchParams(fields).toString(), headers: {}, query: '' },
        { ...SETTINGS, repeats },
        memory,
        now,
      ).outcome;
    expect([at(0), at(999), at(1998), at(2998)]).toEqual(['started', 'filtered', 'filtered', 'started']);
    expect([at(0, { first_name: 'A' }), at(1, { first_name: 'B' })]).toEqual(['started', 'started']);
  });

  it('A8: is answered as before and starts nothing where the same request about a call comes again', () => {
    const memory = new HookMemory();
    const settings = { ...SETTINGS, countRepeatsAfterMs: 10_000 };
    const at = (now: number, fields: Record<string, string>) =>
      receive(
        { body: new URLSearchParams(fields).toString(), headers: {}, query: '' },
        settings,
        memory,
        now,
      );
    const first = at(0, CALL);
    expect(at(9_999, CALL)).toEqual({ outcome: 'repeat', ids: first.outcome === 'started' ? first.ids : [] });
    expect(at(10_000, CALL).outcome).toBe('started');
    expect([at(0, { lead_id: '7' }).outcome, at(1, { lead_id: '7' }).outcome]).toEqual([
      'started',
      'started',
    ]);
  });

  it('A9: starts an execution with an item for each of its calls', () => {
    const body = JSON.stringify([CALL, { ...CALL, call_log_id: '10' }]);
    expect(receive({ body, headers: {}, query: '' }, SETTINGS, new HookMemory(), NOW)).toMatchObject({
      outcome: 'started',
      items: [{ call: { call_log_id: '9' } }, { call: { call_log_id: '10' } }],
    });
  });

  it.each([
    ['', 'EMPTY_DELIVERY'],
    ['<html>', 'UNREADABLE_DELIVERY'],
  ])('that is "%s" is answered %s', (body, code) => {
    const received = receive({ body, headers: {}, query: '' }, SETTINGS, new HookMemory(), NOW);
    expect(received).toMatchObject({ outcome: 'rejected', rejection: { status: 400, code } });
  });
});

describe('a name that is not understood', () => {
  it('is told with the place of the panel that says what names mean', () => {
    const { notes } = jsonOf(taken({ ...CALL, phone_nummber: '7735550168' }));
    const message = expect.stringMatching(
      /name it in Received Names, as "phone_nummber": "callLog\.phone_number"/,
    );
    expect(notes).toEqual([{ code: 'UNKNOWN_NAME', name: 'phone_nummber', message }]);
  });
});
