import {
  ConnectError,
  OCCURRENCE_KINDS,
  hasCall,
  textOf,
  type AccountStatus,
  type CallEvent,
  type FieldValue,
  type OccurrenceKind,
} from '@convoso-connect/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { KIND_CHOICES } from '../fields/call-event-inputs.js';
import { chosenValue } from '../fields/choice.js';
import { codesInput } from '../fields/dispositions.js';
import { listInput, type Inputs } from '../inputs.js';

/** The field of the dispositions that a Zap is for. */
export const DISPOSITIONS = 'dispositions';

/** The field of what has to have happened. */
export const KINDS_INPUT: PlainInputField = {
  key: 'kinds',
  label: 'Kinds',
  type: 'string',
  list: true,
  required: false,
  choices: KIND_CHOICES,
  helpText:
    'What has to have happened: one of these is enough. Redisposition, Callback, Expired Hopper Slot and Lead Action ' +
    'come only from an address with `?event=` in it, such as `?event=callback`.',
};

/** What a row of the call log can tell: what was before it, Zapier does not keep. */
const OF_CALL_LOG: ReadonlySet<string> = new Set<OccurrenceKind>(['disposition', 'leadStatus', 'termReason']);

/** Which call events a Zap is for; a field left empty lets every one through. */
export const FILTER_INPUTS: PlainInputField[] = [
  KINDS_INPUT,
  {
    key: DISPOSITIONS,
    label: 'Dispositions',
    type: 'string',
    list: true,
    required: false,
    dynamic: 'status.id.name',
    helpText: 'Status codes or names, such as NI: one of these is enough.',
  },
  {
    key: 'campaigns',
    label: 'Campaigns',
    type: 'string',
    list: true,
    required: false,
    dynamic: 'campaign.id.name',
    helpText: "Only calls of these; needs Campaign ID in Convoso's Adaptor.",
  },
];

/** The same for rows of the call log, in which only some of it can happen. */
export const CALL_LOG_FILTER_INPUTS: PlainInputField[] = FILTER_INPUTS.map((field) => {
  if (field.key === 'campaigns') return { ...field, helpText: 'Only calls of these.' };
  if (field.key !== 'kinds') return field;
  return {
    ...field,
    choices: KIND_CHOICES.filter(({ value }) => OF_CALL_LOG.has(value)),
    helpText: 'What has to have happened: one of these is enough.',
  };
});

/** Why a Zap passes over a call event, in words for its log; null where it is for it. */
export function whyPassedOver(
  { kinds, call, lead, disposition }: CallEvent,
  inputs: Inputs,
  statuses: readonly AccountStatus[],
): string | null {
  const wantedKinds = listInput(inputs, 'kinds').map((kind) => chosenValue(KINDS_INPUT, kind));
  if (wantedKinds.length > 0 && !kinds.some((kind) => wantedKinds.includes(kind))) {
    const shown =
      OCCURRENCE_KINDS.filter((kind) => kinds.includes(kind)).join(', ') ||
      (hasCall({ callLog: call }) ? 'a call' : 'a lead update');
    return `this was ${shown}; asked: ${wantedKinds.join(', ')}`;
  }
  const status = disposition?.code ?? call['status'] ?? lead['status'];
  return (
    unlike('status', status, codesInput(inputs, DISPOSITIONS, statuses)) ??
    unlikeCampaign(call, listInput(inputs, 'campaigns'))
  );
}

/** By its id, as the form gives it, or by its name, as people type it. */
function unlikeCampaign(call: CallEvent['call'], wanted: readonly string[]): string | null {
  const byId = unlike('campaign_id', call['campaign_id'], wanted);
  if (byId === null || call['campaign_name'] === undefined) return byId;
  return unlike('campaign_name', call['campaign_name'], wanted) === null ? null : byId;
}

/**
 * A campaign is named in call events by its id and, maybe, its name. A name that the account does not have would match
 * nothing for ever, without a word.
 *
 * @throws {ConnectError} UNKNOWN_CAMPAIGN
 */
export async function refuseUnknownCampaigns(z: ZObject, bundle: Bundle<Inputs>): Promise<void> {
  const names = listInput(bundle.inputData, 'campaigns').filter((text) => !/^\d+$/.test(text));
  if (names.length === 0) return;
  const { rows } = await convosoOf(z, bundle).campaigns.search();
  const known = new Set(rows.map(({ name }) => name?.trim().toUpperCase()));
  const strange = names.find((name) => !known.has(name.toUpperCase()));
  if (strange === undefined) return;
  throw new ConnectError(
    'UNKNOWN_CAMPAIGN',
    `Campaigns holds ${JSON.stringify(strange)}, which is neither the ID nor the name of a campaign of this account.`,
    'Choose it from the list; the ID of one whose name has a comma in it.',
  );
}

function unlike(field: string, value: FieldValue | undefined, wanted: readonly string[]): string | null {
  if (wanted.length === 0) return null;
  if (value === undefined) return `${field} was not delivered: map it in Convoso's Adaptor`;
  const folded = textOf(value).trim().toUpperCase();
  if (wanted.some((each) => each.toUpperCase() === folded)) return null;
  return `${field} is ${JSON.stringify(value)}; asked: ${wanted.join(', ')}`;
}
