import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { BOUNDS } from '../../src/bounds.js';
import { documentSchema } from '../../src/config/index.js';
import { itTells, type Mistake } from './mistakes.js';
import { accepted, problemsIn, sampleWith } from './sample.js';

interface Part {
  readonly path: string;
  readonly schema: z.ZodMiniType;
}

/** Every part of a schema, with the keys that lead to it. */
function partsOf(schema: z.ZodMiniType, path = '', seen = new Set<z.ZodMiniType>()): Part[] {
  if (seen.has(schema)) return [];
  const inside = new Set(seen).add(schema);
  const { def } = schema._zod;
  const held = Object.entries(def).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'shape')
      return Object.entries(value as object).map(([name, part]) => [`${path}.${name}`, part]);
    return Array.isArray(value) ? value.map((part: unknown) => [path, part]) : [[path, value]];
  });
  const children = held.flatMap(([place, part]) =>
    part instanceof z.ZodMiniType ? partsOf(part, place, inside) : [],
  );
  return [{ path, schema }, ...children];
}

/** The two ends that a number's own checks set; what its type brings with it is no bound that somebody chose. */
function boundsOf(schema: z.ZodMiniType): { lower?: unknown; upper?: unknown } {
  const checks = (schema._zod.def as { checks?: z.core.$ZodCheck[] }).checks ?? [];
  const valueOf = (kind: string) =>
    checks
      .map(({ _zod }) => _zod.def as { check: string; value?: unknown })
      .find(({ check }) => check === kind)?.value;
  return { lower: valueOf('greater_than'), upper: valueOf('less_than') };
}

const PARTS = partsOf(documentSchema);
const NUMBERS = PARTS.filter(({ schema }) => schema._zod.def.type === 'number');

describe('every number of the configuration', () => {
  it('has a least and a most, and both are those of the table', () => {
    const table = Object.values(BOUNDS).map((bounds) => {
      return `${'above' in bounds ? bounds.above : bounds.min} to ${bounds.max}`;
    });
    const found = NUMBERS.map(({ path, schema }) => ({ path, ...boundsOf(schema) }));
    const unknown = found.filter(
      ({ lower, upper }) => !table.includes(`${String(lower)} to ${String(upper)}`),
    );
    expect(unknown).toEqual([]);
    const used = new Set(found.map(({ lower, upper }) => `${String(lower)} to ${String(upper)}`));
    expect([...new Set(table)].sort()).toEqual([...used].sort());
    expect(found.length).toBeGreaterThan(30);
  });

  it('is seen as a number: nothing takes just any value but where the value is looked at by itself', () => {
    const open = PARTS.filter(({ schema }) => ['any', 'unknown'].includes(schema._zod.def.type));
    expect(open.map(({ path }) => path)).toEqual(['.settings.trustProxy']);
  });
});

const ACTION = 'workflows[0].actionSets[0].actions[0]';
const SCHEDULE = 'workflows[0].actionSets[0].schedule';

const TOO_MUCH: readonly (readonly [path: string, value: number, bound: RegExp, around?: object])[] = [
  [`${SCHEDULE}.days`, 36_501, /at most 36500\./],
  [`${SCHEDULE}.hours`, 876_001, /at most 876000\./],
  [`${SCHEDULE}.minutes`, 52_560_001, /at most 52560000\./],
  [`${ACTION}.afterSeconds`, 315_360_001, /at most 315360000\./, { id: 'post', type: 'CALLBACK' }],
  [`${ACTION}.amount`, 1e12, /at most 1000000000\./, { id: 'post', type: 'REVENUE' }],
  [`${ACTION}.amount`, -1e12, /at least -1000000000\./, { id: 'post', type: 'REVENUE' }],
  ['endpoints[0].giveUpAfterSeconds', 31_536_001, /at most 31536000\./],
  ['endpoints[0].timeoutSeconds', 0, /more than 0\./],
  ['settings.intake.maxBodyBytes', 104_857_601, /at most 104857600\./],
  ['settings.intake.answer.code', 1e300, /in quotes/],
  ['settings.retention.days', 36_501, /at most 36500\./],
  ['settings.retention.rows', 1_000_000_001, /at most 1000000000\./],
  ['settings.liveCallExpiresMinutes', 10_081, /at most 10080\./],
  ['settings.trustProxy', 33, /at most 32\./],
  ['workflows[0].relation.ids[0]', 1e20, /in quotes/],
];

describe('a number beyond its bounds', () => {
  itTells(
    TOO_MUCH.map(([path, value, remedy, around]): Mistake => {
      const owner =
        around === undefined ? {} : { [ACTION]: around, 'account.authToken': { secretRef: 'env:T' } };
      return {
        what: `${path} of ${value}`,
        plant: { ...owner, [path]: value },
        path,
        code: 'OUT_OF_RANGE',
        value: String(value),
        remedy,
      };
    }),
  );

  it('is told once, also where it is no whole number that can be kept', () => {
    const problems = problemsIn(sampleWith({ [`${SCHEDULE}.days`]: 1e17 }));
    expect(problems.map(({ message }) => message)).toEqual(['This must be at most 36500.']);
  });

  it('is none at the very bound', () => {
    const { actionSets } = accepted(sampleWith({ [`${SCHEDULE}.days`]: 36_500 })).workflows[0] ?? {};
    expect(actionSets?.[0]?.schedule?.days).toBe(36_500);
  });
});
