export { createRelayClient, type RelayClient, type RelayClientOptions, type Tagged } from './client.js';
export { RelayError } from './error.js';
export {
  relayLedger,
  type Admission,
  type AdmitQuestion,
  type Admitted,
  type RelayLedger,
} from './ledger.js';
export { isAway, type WhenAway } from './away.js';
export { relayHolds, type Held, type HoldQuestion, type MadeHold, type RelayHolds } from './holds.js';
export {
  relayReports,
  type Reported,
  type ReportedEntry,
  type ReportedSend,
  type RelayReports,
} from './reports.js';
export type { HoldView, Resumption } from '../relay-contract/holds.js';
export { pagesOf } from './pages.js';
export type {
  Subscription,
  SubscriptionEvent,
  SubscriptionOrder,
  SubscriptionTopic,
} from './subscriptions.js';
export { verifyWebhook, type WebhookKey, type WebhookRequest } from './webhook.js';
export type { ArgsOf, Operation, RelayAnswer, RelayFetch, RelayOperations, RelayRequest } from './types.js';
