import { OCCURRENCE_KINDS, textOf, type CallEvent, type FieldValue } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { KIND_CHOICES } from '../fields/call-event-inputs.js';
import { listInput, type Inputs } from '../inputs.js';

/** Which call events a Zap is for; a field left empty lets every one through. */
export const FILTER_INPUTS: PlainInputField[] = [
  {
    key: 'kinds',
    label: 'Kinds',
    type: 'string',
    list: true,
    required: false,
    choices: KIND_CHOICES,
    helpText: 'What has to have happened: one of these is enough.',
  },
  {
    key: 'dispositions',
    label: 'Dispositions',
    type: 'string',
    list: true,
    required: false,
    dynamic: 'status.id.name',
    helpText: 'Status codes, such as NI: one of these is enough.',
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

/** Why a Zap passes over a call event, in words for its log; null where it is for it. */
export function whyPassedOver({ kinds, call, lead, disposition }: CallEvent, inputs: Inputs): string | null {
  const wantedKinds = listInput(inputs, 'kinds');
  if (wantedKinds.length > 0 && !kinds.some((kind) => wantedKinds.includes(kind))) {
    const shown = OCCURRENCE_KINDS.filter((kind) => kinds.includes(kind)).join(', ') || 'a lead update';
    return `this was ${shown}; asked: ${wantedKinds.join(', ')}`;
  }
  const status = disposition?.code ?? call['status'] ?? lead['status'];
  return (
    unlike('status', status, listInput(inputs, 'dispositions')) ??
    unlike('campaign_id', call['campaign_id'], listInput(inputs, 'campaigns'))
  );
}

function unlike(field: string, value: FieldValue | undefined, wanted: readonly string[]): string | null {
  if (wanted.length === 0) return null;
  if (value === undefined) return `${field} was not delivered: map it in Convoso's Adaptor`;
  const folded = textOf(value).trim().toUpperCase();
  if (wanted.some((each) => each.toUpperCase() === folded)) return null;
  return `${field} is ${JSON.stringify(value)}; asked: ${wanted.join(', ')}`;
}
