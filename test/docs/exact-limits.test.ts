import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { admission, guardingRelay, type Admission } from '../acceptance-guard/asking.js';

const PAGE = readFileSync(path.resolve('docs/exact-limits.md'), 'utf8');

/** The JSON of the page, in its order. */
const [question, first, second] = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => JSON.parse(text ?? '') as Record<string, unknown>,
);

describe('the page on exact limits', () => {
  it('shows a question and its answers as a relay gives them', async () => {
    const relay = await guardingRelay();
    const asked = question as { event: object };
    const withoutChecks = ({ checks, ...answer }: Admission) => ({ ...answer, checks: checks.slice(0, 0) });
    expect(withoutChecks(await admission(relay, asked))).toEqual(first);
    const next = await admission(relay, { ...asked, event: { ...asked.event, id: 'next' } });
    expect(next).toMatchObject(second ?? {});
  });
});
