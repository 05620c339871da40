import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import {
  parseConfig,
  restoreConfig,
  storedConfig,
  tightenedWarnings,
  type ConnectConfig,
} from '../../src/config/index.js';
import { everAccepted, tightened } from '../../src/config/tightened.js';
import { accepted, sample, sampleWith } from './sample.js';

const ACTION = 'workflows[0].actionSets[0].actions[0]';
const DAYS = `${ACTION}.schedule.days`;
const FAR = 100_000_000;

/** What an earlier version accepted and stored, before there were bounds. */
function acceptedBefore(changes: Readonly<Record<string, unknown>>): ConnectConfig {
  const asWritten = sampleWith({ ...changes, 'workflows[0].name': 'Sale to CRM' });
  return restoreConfig(JSON.stringify(asWritten));
}

const codesOf = (problems: readonly { code: string; path: string }[]) =>
  problems.map(({ code, path }) => `${path} ${code}`);

describe('what an earlier version accepted', () => {
  const before = acceptedBefore({ [DAYS]: FAR });

  it('still loads, as it was, with a warning that names the bound', () => {
    const parsed = parseConfig(sampleWith({ [DAYS]: FAR }), { accepted: before });
    expect(parsed.ok && parsed.config).toEqual(before);
    expect(parsed.warnings.filter((warning) => warning.tightened)).toEqual([
      {
        code: 'OUT_OF_RANGE',
        path: DAYS,
        part: 'the action "post" of the workflow "Sale to CRM"',
        value: '100000000',
        message:
          'This must be at most 36500. An earlier version accepted it, so it stays in force until it is changed.',
        remedy: 'Use a number of at most 36500.',
        tightened: true,
      },
    ]);
  });

  it('is refused in a document that is new', () => {
    for (const options of [{}, { accepted: null }, { accepted: accepted(sample()) }]) {
      const parsed = parseConfig(sampleWith({ [DAYS]: FAR }), options);
      expect(parsed.ok ? [] : parsed.problems).toEqual([
        expect.objectContaining({ code: 'OUT_OF_RANGE', path: DAYS, tightened: true }),
      ]);
    }
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another value of the same place', { [DAYS]: FAR + 1 }, DAYS],
    [
      'the same value in another part',
      { [DAYS]: FAR, [`${ACTION}.schedule.hours`]: FAR },
      `${ACTION}.schedule.hours`,
    ],
    ['the same value in a part of another id', { [DAYS]: FAR, [`${ACTION}.id`]: 'new' }, DAYS],
    ['the same value in a workflow of another id', { [DAYS]: FAR, 'workflows[0].id': 'new' }, DAYS],
  ])('does not excuse %s', (_what, changes, path) => {
    const parsed = parseConfig(sampleWith(changes), { accepted: before });
    expect(parsed.ok ? [] : codesOf(parsed.problems)).toEqual([`${path} OUT_OF_RANGE`]);
  });

  it('is known by the ids of its parts, wherever in their lists they stand now', () => {
    const document = sampleWith({ [DAYS]: FAR }) as { workflows: Record<string, unknown>[] };
    document.workflows.unshift({ id: 'first', events: [{ type: 'TERM_REASON' }] });
    const parsed = parseConfig(document, { accepted: before });
    expect(parsed.ok).toBe(true);
    expect(codesOf(parsed.warnings)).toContain(`${DAYS.replace('[0]', '[1]')} OUT_OF_RANGE`);
  });

  it('is found among the parts of a list that have no ids, such as events', () => {
    const event = { type: 'CALL_COUNT', min: 5_000_000 };
    const counted = acceptedBefore({ 'workflows[0].events': [event] });
    const more = sampleWith({ 'workflows[0].events': [{ type: 'TERM_REASON' }, event] });
    expect(parseConfig(more, { accepted: counted }).ok).toBe(true);
    const other = sampleWith({ 'workflows[0].events': [{ ...event, min: 6_000_000 }] });
    expect(parseConfig(other, { accepted: counted }).ok).toBe(false);
  });

  it('stays a text where a number was written for one', () => {
    const ids = acceptedBefore({ 'workflows[0].relation.ids': [2 ** 64] });
    expect(ids.workflows[0]?.relation.ids).toEqual(['18446744073709552000']);
    const parsed = parseConfig(sampleWith({ 'workflows[0].relation.ids': [2 ** 64] }), {
      accepted: ids,
    });
    expect(parsed.ok && parsed.config).toEqual(ids);
  });

  it('is told beside the mistakes of the document, and only these refuse it', () => {
    const parsed = parseConfig(sampleWith({ [DAYS]: FAR, 'workflows[0].rateLimit': 10 }), {
      accepted: before,
    });
    expect(parsed.ok ? [] : codesOf(parsed.problems)).toEqual(['workflows[0].rateLimit OUT_OF_RANGE']);
    expect(codesOf(parsed.warnings)).toEqual([`${DAYS} OUT_OF_RANGE`]);
  });

  it('does not excuse what no version has accepted', () => {
    const parsed = parseConfig(sampleWith({ [`${ACTION}.schedule.days`]: -1 }), { accepted: before });
    expect(parsed.ok ? [] : parsed.problems).toEqual([expect.not.objectContaining({ tightened: true })]);
  });

  it('keeps a forty-first custom field that an earlier version accepted', () => {
    const fields = Array.from({ length: 41 }, (_, index) => {
      return { section: 'custom', field: `own_${String(index)}`, mappedTo: 'x' };
    });
    const held = acceptedBefore({ 'adaptors[0].fields': fields });
    const parsed = parseConfig(sampleWith({ 'adaptors[0].fields': fields }), { accepted: held });
    expect(parsed.ok).toBe(true);
    expect(codesOf(parsed.warnings)).toContain('adaptors[0].fields[40].field CUSTOM_FIELD_POOL');
  });

  it('is the same revision when it is stored again', () => {
    const { document } = storedConfig(before, (url) => url);
    const again = parseConfig(sampleWith({ [DAYS]: FAR }), { accepted: restoreConfig(document) });
    expect(again.ok && storedConfig(again.config, (url) => url).document).toBe(document);
    expect(codesOf(tightenedWarnings(before))).toEqual([`${DAYS} OUT_OF_RANGE`]);
    expect(tightenedWarnings(accepted(sample()))).toEqual([]);
  });
});

describe('a tightened check', () => {
  it('is left out wherever the schema holds it, and nothing else is', () => {
    const few = z.number().check(z.gte(0), tightened(z.lte(9)));
    const schema = z
      .strictObject({
        plain: few,
        list: z._default(z.array(few).check(z.minLength(1)), [1]),
        maybe: z.optional(few),
        filled: z.prefault(few, 3),
        named: z.record(z.string(), few),
        text: z.pipe(z.union([z.string(), few]), z.transform(String)),
        kind: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('a'), n: few })]),
      })
      .check(z.refine(({ plain }) => plain !== 13));
    const document = (n: number, plain = n) => ({
      plain,
      list: [n],
      maybe: n,
      filled: n,
      named: { n },
      text: n,
      kind: { type: 'a', n },
    });
    const loose = everAccepted(schema);
    expect(schema.safeParse(document(10)).error?.issues).toHaveLength(7);
    expect(loose.parse(document(10))).toEqual({ ...document(10), text: '10' });
    expect(loose.safeParse(document(-1)).error?.issues).toHaveLength(7);
    expect(loose.safeParse(document(10, 13)).success).toBe(false);
    expect(schema.safeParse(document(9)).success).toBe(true);
  });
});
