// Prints what ended undelivered, and whom it was about, and tries all of it again when told to:
//   RELAY_URL=http://127.0.0.1:4780 RELAY_KEY=… node core/examples/undelivered.mjs [--replay]
import { createRelayClient, pagesOf } from '@convoso-connect/core/relay-client';

try {
  const relay = createRelayClient({
    url: process.env.RELAY_URL,
    key: process.env.RELAY_KEY,
    fetch: (url, request) => fetch(url, { ...request, signal: AbortSignal.timeout(request.timeoutMs) }),
  });
  for await (const { actions } of pagesOf((after) => relay.deadLetters.list({ after }))) {
    for (const { id, occurrenceId, endpointId, reason } of actions) {
      const { callEvent } = await relay.occurrences.get({ id: occurrenceId });
      console.log(`${id}: lead ${callEvent.lead.lead_id} did not reach ${endpointId}: ${reason}`);
      if (process.argv.includes('--replay')) await relay.deadLetters.replay({ id });
    }
  }
} catch (error) {
  // A code that stays the same, what is wrong, and what to do.
  console.error(`${error.message}. ${error.remedy} [${error.code}]`);
  process.exitCode = 1;
}
