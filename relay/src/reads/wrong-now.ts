import { wrongNow as wrongNowIn } from '../explain/wrong-now.js';
import { endpointIdOf } from '../endpoint-id.js';
import { notSent, type NotSent } from '../notify/not-sent.js';
import { LATEST_NOTICES } from '../store/ports/notices.js';
import { shownBy } from './log-entry.js';
import type { Read } from './tools.js';
import { subscriptionNames } from '../subscriptions/called.js';

/** What is wrong with the set-up now, a sentence each; lines may follow it. */
export const wrongNow = (async ({ store, revisions }, { now }) => {
  const latest = await store.configuration.latest();
  if (latest === undefined) return wrongNowIn(store, { now, config: null, ...NAMELESS });
  const { config } = await revisions.get(latest.revision);
  return wrongNowIn(store, { now, config, ...shownBy(config, await subscriptionNames(store)) });
}) satisfies Read<{ now: number }, string[]>;

/** That notifications do not reach whom they are for; null where they do. */
export const notificationsNotSent = (async ({ store, revisions }, _asked) => {
  const latest = await store.configuration.latest();
  if (latest === undefined) return null;
  const notices = await store.notices.page({ after: null, limit: LATEST_NOTICES });
  return notSent(notices, (await revisions.get(latest.revision)).config);
}) satisfies Read<object, NotSent | null>;

/** Before the first configuration nothing has a name. */
const NAMELESS = {
  timeZone: 'UTC',
  workflowName: (id: string) => id,
  causeName: ({ workflowId }: { readonly workflowId: string }) => workflowId,
  targetName: endpointIdOf,
};
