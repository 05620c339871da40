import { guardingRelay } from '../acceptance-guard/asking.js';
import { makeKey } from '../acceptance-keys/keys.js';
import { HandClock } from '../support/clock.js';
import type { TestRelay } from '../support/relay.js';
import type { ZapApp } from '../zapier/zap.js';
import { RelayZap } from './relay-zap.js';

/** A relay whose clock goes with Zapier's, which has no clock that a test could hold. */
export function presentRelay(settings: Readonly<Record<string, unknown>> = {}): Promise<TestRelay> {
  const clock = new HandClock();
  clock.advance(Date.now() - clock.now());
  return guardingRelay(settings, { clock });
}

/** The app with a connection to a relay, by a key that may do what Zaps do. */
export async function zapAt(relay: TestRelay, parts: ZapApp): Promise<RelayZap> {
  const scopes = ['guard', 'subscribe', 'read'];
  const { key } = await makeKey(relay, { name: 'zapier', scopes, perSecond: 1_000 });
  return new RelayZap({ url: relay.url, key }, parts);
}
