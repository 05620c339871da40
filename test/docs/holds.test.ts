import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { holdingRelay, order, passes, resumption, type Made } from '../acceptance-holds/holding.js';
import { HOUR } from '../support/clock.js';

const PAGE = readFileSync(path.resolve('docs/holds.md'), 'utf8');

/** The JSON of the page, in its order. */
const [asked = {}, posted = {}, reported = {}] = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => JSON.parse(text ?? '') as Record<string, unknown>,
);

describe('the page on holds', () => {
  it('shows what is asked for and what is posted then, as a relay does it', async () => {
    const { relay, waiter } = await holdingRelay();
    const { text } = await order(relay, { ...asked, resumeUrl: `${waiter.url}/webhook/resume` });
    const { hold } = JSON.parse(text) as Made;
    expect(hold).toMatchObject({ state: 'held', dueAt: posted['dueAt'] });
    await passes(relay, 2 * HOUR);
    const [request] = waiter.requests;
    expect(request && resumption(request)).toEqual({ ...posted, holdId: hold.id });
  });

  it('shows a report as a relay takes it', async () => {
    const { relay } = await holdingRelay();
    const headers = { 'content-type': 'application/json' };
    const answer = await relay.api('logs', { method: 'POST', headers, body: JSON.stringify(reported) });
    expect(answer.status).toBe(200);
  });
});
