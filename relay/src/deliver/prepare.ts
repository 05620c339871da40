import {
  encodePayload,
  leadIdOf,
  mapAdaptor,
  phoneOf,
  type ConnectError,
  type FieldValues,
  type LeadState,
  type Mapping,
  type MappedFields,
  type Occurrence,
} from '@convoso-connect/core';
import {
  isImpossible,
  messageFields,
  planMail,
  type ConvosoActionType,
  type ConvosoPlan,
  type Errand,
  type Impossible,
  type PlannedMail,
} from '@convoso-connect/core/actions';
import type { Action, ResolvedEndpoint } from '@convoso-connect/core/config';
import type { LiveConfig } from '../config/live-config.js';
import type { Revision } from '../config/revision.js';
import type { HoldSecrets } from '../holds/secrets.js';
import { endpointOf } from './targets.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { SubscriptionSecrets } from '../subscriptions/seal.js';

/** An action taken up, with all that its attempt needs. */
export interface PreparedAction {
  readonly row: StoredAction;
  readonly about: AboutWhom;
  readonly task: Task;
}

/** Whom an action is about, as the log has it. */
export interface AboutWhom {
  /** In normal form; null where there is none. */
  readonly phone: string | null;
  readonly leadKey: string | null;
}

/** Whom what an occurrence brings about is about. */
export function aboutWhom({ snapshot, leadKey }: Occurrence): AboutWhom {
  return { phone: phoneOf(snapshot), leadKey };
}

/** What an attempt carries out. */
export type Task = EndpointTask | ConvosoTask | MailTask | SubscriptionTask | CallbackTask | ImpossibleTask;

export interface EndpointTask {
  readonly kind: 'endpoint';
  readonly endpoint: ResolvedEndpoint;
  readonly payload: string;
  /** What the adaptor finds in the occurrence now, for a diagnosis; null where the endpoint has none. */
  readonly mapping: Mapping | null;
  /** Where nothing is repeated, whatever the endpoint says. */
  readonly repeating?: 'test';
}

export interface ConvosoTask {
  readonly kind: 'convoso';
  readonly errand: Errand<ConvosoActionType>;
  /** As settled by an attempt before; null where none has got so far, and nothing has been written. */
  readonly plan: ConvosoPlan | null;
}

export interface MailTask {
  readonly kind: 'mail';
  readonly mail: PlannedMail;
}

/** What is handed back to whoever had it held. */
export interface CallbackTask {
  readonly kind: 'callback';
  readonly payload: string;
  /** Where to, and signed with what; why that cannot be read, where it cannot. */
  readonly secrets: HoldSecrets | ConnectError;
}

export interface SubscriptionTask {
  readonly kind: 'subscription';
  readonly subscriptionId: string;
  readonly payload: string;
  /** Where to, and signed with what; why that cannot be read, where it cannot. */
  readonly secrets: SubscriptionSecrets | ConnectError;
}

/** Something that it needs is missing, and will be next time. */
export interface ImpossibleTask {
  readonly kind: 'impossible';
  readonly why: Impossible;
}

/** What of a task is settled before its first attempt and kept with the action; null where nothing is yet. */
export function payloadOf({ row, task }: PreparedAction): string | null {
  if (task.kind === 'endpoint' || task.kind === 'callback' || task.kind === 'subscription')
    return task.payload;
  return task.kind === 'mail' ? JSON.stringify(task.mail) : row.payload;
}

export interface PrepareParts {
  readonly action: Action;
  /** The configuration the action was planned with. */
  readonly pinned: Revision;
  readonly live: LiveConfig;
  /** The lead as it is known now; null where the occurrence has none. */
  readonly lead: LeadState | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Brings together what was planned and what is live: mapping, encoding and reading stay as the action's revision
 * has them, URL and credentials are today's (design: "pins the configuration revision"). The payload of the first
 * attempt, and with it an age on that day, is what every later one sends.
 */
export function prepare(row: StoredAction, occurrence: Occurrence, parts: PrepareParts): PreparedAction {
  return { row, about: aboutWhom(occurrence), task: taskOf(row, occurrence, parts) };
}

function taskOf(row: StoredAction, trigger: Occurrence, parts: PrepareParts): Task {
  const { action, live, now } = parts;
  const known = { trigger, lead: fieldsOf(trigger, parts.lead), now, timeZone: live.rules.timeZone };
  switch (action.type) {
    case 'INTEGRATION':
      return endpointTask(row, trigger, parts, (mapped) => mapped);
    case 'SMS':
    case 'VB':
      return endpointTask(row, trigger, parts, (mapped) => messageFields({ action, ...known }, mapped));
    case 'EMAIL':
      return mailTask(row, { action, ...known });
    default: {
      const plan = row.payload === null ? null : (JSON.parse(row.payload) as ConvosoPlan);
      return { kind: 'convoso', errand: { action, ...known }, plan };
    }
  }
}

/** The lead's fields as last delivered, under the lead's own names. */
function fieldsOf({ snapshot }: Occurrence, lead: LeadState | null): FieldValues {
  return lead === null || leadIdOf(snapshot) === null ? snapshot.lead : lead.fields;
}

function mailTask(row: StoredAction, errand: Errand<'EMAIL'>): Task {
  if (row.payload !== null) return { kind: 'mail', mail: JSON.parse(row.payload) as PlannedMail };
  const mail = planMail(errand);
  return 'code' in mail ? { kind: 'impossible', why: mail } : { kind: 'mail', mail };
}

function endpointTask(
  row: StoredAction,
  occurrence: Occurrence,
  parts: PrepareParts,
  fieldsFor: (mapped: MappedFields) => MappedFields | Impossible,
): Task {
  const endpoint = endpointFor(row, parts.pinned, parts.live);
  const mapping = mappingOf(endpoint, occurrence, parts.pinned, parts.now);
  if (row.payload !== null) return { kind: 'endpoint', endpoint, payload: row.payload, mapping };
  const fields = fieldsFor(mapping?.fields ?? {});
  if (isReason(fields)) return { kind: 'impossible', why: fields };
  const isEmpty = mapping === null && Object.keys(fields).length === 0;
  return { kind: 'endpoint', endpoint, payload: isEmpty ? '' : encodePayload(endpoint, fields), mapping };
}

/** Mapped fields have no prototype, so a field called `code` does not make them a reason. */
function isReason(fields: MappedFields | Impossible): fields is Impossible {
  return Object.getPrototypeOf(fields) === Object.prototype && isImpossible(fields);
}

function endpointFor(row: StoredAction, pinned: Revision, live: LiveConfig): ResolvedEndpoint {
  const { target } = row;
  const planned = endpointOf(target, pinned.endpoints);
  const current = endpointOf(target, live.endpoints);
  if (planned === undefined || current === undefined) throw new Error(`endpoint ${target.id} is gone`);
  const { secrets: _secrets, ...mapping } = planned;
  const { apiUrl, writtenUrl, secrets, apiAuthentication, authorizationHeader } = current;
  return {
    ...mapping,
    apiUrl,
    ...(writtenUrl !== undefined && { writtenUrl }),
    ...(secrets && { secrets }),
    apiAuthentication: apiAuthentication ?? '',
    authorizationHeader: authorizationHeader ?? '',
  };
}

function mappingOf(
  endpoint: ResolvedEndpoint,
  occurrence: Occurrence,
  pinned: Revision,
  now: number,
): Mapping | null {
  if (endpoint.adaptorId === undefined) return null;
  const adaptor = pinned.adaptors.get(endpoint.adaptorId);
  if (adaptor === undefined) throw new Error(`adaptor ${endpoint.adaptorId} is gone`);
  const { delimiter, numbersAsNumbers } = endpoint;
  const { account, statuses } = pinned.config;
  const options = { delimiter, numbersAsNumbers, timeZone: account.timeZone, now, statuses };
  return mapAdaptor(adaptor, occurrence.snapshot, options);
}
