import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MOST_SUBSCRIPTIONS, TOPICS } from '@convoso-connect/core/relay-contract';
import { EVENT_FILTER_FIELDS } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import { clientOf, eventsOf, publishingRelay, subscribe } from '../acceptance-subscriptions/subscribing.js';
import { DISPOSED } from '../support/calls.js';
import { config } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay } from '../support/relay.js';
import { ROOT } from './documented-commands.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/subscriptions.md'), 'utf8');

/** The JSON of the page, in its order. */
const [order, refusal, event] = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => JSON.parse(text ?? '') as Record<string, unknown>,
);

describe('the page on subscriptions', () => {
  it('shows an order that a relay takes, and an event as one delivers it', async () => {
    const relay = await publishingRelay();
    const { url } = await destination();
    const zap = await destination();
    const shown = order as { topics: ['call.event']; filter: object; name: string };
    const made = await subscribe(relay, { ...shown, url });
    expect(made).toMatchObject({ created: true, filter: shown.filter, name: shown.name });
    const { secret } = await subscribe(relay, { url: zap.url });
    await relay.post(DISPOSED);
    const [delivered] = eventsOf(await zap.received(1), secret);
    expect(Object.keys(delivered ?? {})).toEqual(Object.keys(event ?? {}));
  });

  it('shows the refusal of a private address as a relay gives it', async () => {
    const relay = await runRelay({ config: { ...config({ endpoints: [], workflows: [] }), settings: {} } });
    const refused = clientOf(relay).subscriptions.subscribe({
      body: { url: 'https://10.0.0.7:5678/webhook/1', topics: ['call.event'] },
    });
    await expect(refused).rejects.toThrow(expect.objectContaining((refusal as { error: object }).error));
  });

  it('names every topic, every filter and the most there may be', () => {
    for (const name of [...TOPICS, ...Object.keys(EVENT_FILTER_FIELDS), 'hooks', 'kinds', 'rules'])
      expect(PAGE).toContain(`\`${name}\``);
    expect(PAGE).toContain(`At most ${MOST_SUBSCRIPTIONS} `);
  });
});
