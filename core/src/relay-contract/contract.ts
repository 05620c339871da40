import { key, links, session, sessions } from './access.js';
import { alarms, status } from './alarms.js';
import { audit } from './audit.js';
import { config } from './config.js';
import { api } from './document.js';
import { deliveries, quarantine } from './deliveries.js';
import { failures } from './failed-actions.js';
import { deadLetters, doubtful } from './failures.js';
import { guard } from './guard.js';
import { outgoing } from './halts.js';
import { holds } from './holds.js';
import { keys } from './keys.js';
import { actions, logs, pending } from './logs.js';
import { leads, occurrences } from './occurrences.js';
import { notifications, people, secrets } from './operations.js';
import { subscriptions } from './subscriptions.js';
import { endpoints, workflows } from './switches.js';
import { live, search, today } from './today.js';
import { adaptors, endpointTests, fields, simulations } from './trials.js';

/**
 * The relay's API, every operation by its noun. The routes of the relay, the OpenAPI document, the typed client and the
 * reference are made from it, and nothing else says what the API is.
 */
export const RELAY_API = {
  api,
  occurrences,
  leads,
  deliveries,
  quarantine,
  logs,
  actions,
  pending,
  failures,
  deadLetters,
  doubtful,
  workflows,
  endpoints: { ...endpoints, ...endpointTests },
  outgoing,
  adaptors,
  fields,
  simulations,
  guard,
  holds,
  subscriptions,
  config,
  secrets,
  notifications,
  alarms,
  status,
  today,
  search,
  live,
  people,
  session,
  sessions,
  links,
  key,
  keys,
  audit,
};

export type RelayApi = typeof RELAY_API;

/** What each noun is, for people. */
export const NOUNS: Readonly<Record<keyof RelayApi, string>> = {
  api: 'This API itself.',
  occurrences: 'What happened: what one delivery said, with the decision of every workflow about it and why.',
  leads: 'The same by lead.',
  deliveries: 'What Convoso sent, as it came.',
  quarantine: 'Requests that were turned away, kept so that a mistake in the set-up loses no call.',
  logs: 'The Connect logs: every attempt to carry out an action, and what was answered.',
  actions: 'The workflow logs: every action that a workflow planned.',
  pending: 'What is planned and not done yet.',
  failures: 'What was not delivered, given up or to be tried again, by endpoint and cause.',
  deadLetters: 'What ended undelivered and is kept for replay.',
  doubtful: 'What counts as delivered and was answered as if it had failed.',
  workflows: 'When it fires, and whether it is on.',
  endpoints: 'Where it goes, whether it is on or paused, and trying it.',
  outgoing: 'What goes out to all destinations together.',
  adaptors: 'What is sent.',
  fields: 'Fields by their names in Convoso.',
  simulations: 'Dry runs over what was delivered.',
  guard: 'Exact limits for whoever acts on calls elsewhere.',
  holds: 'What is kept for a program until a time, and then handed back.',
  subscriptions: 'Events that are sent to a URL as they happen.',
  config: 'The running configuration, and those before it.',
  secrets: 'What `store:` references of the configuration stand for. Secrets go in and never come out.',
  notifications: 'What an operator should know.',
  alarms: 'What goes wrong, with a beginning and an end.',
  status: 'How it goes.',
  today: 'How the day goes.',
  search: 'What came, by what somebody has at hand.',
  live: 'What changes, as it happens.',
  people: 'Forgetting a person.',
  session: 'The browser that asks.',
  sessions: 'Browsers that are signed in.',
  links: 'Links that sign a browser in.',
  key: 'The admin key.',
  keys: 'Named keys, each for what its scopes say.',
  audit: 'Who changed what.',
};
