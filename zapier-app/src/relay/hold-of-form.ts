import { ConnectError, formatDate, type OccurrenceKind } from '@convoso-connect/core';
import type { HoldQuestion } from '@convoso-connect/core/relay-client';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { KIND_CHOICES, wholeEventInput } from '../fields/call-event-inputs.js';
import { chosenValue } from '../fields/choice.js';
import { codesInput, refuseUnknownNames, statusesForNames } from '../fields/dispositions.js';
import { waitText } from '../fields/wait-inputs.js';
import { givenFlag, flagInput, listInput, numberOrText, textInput, type Inputs } from '../inputs.js';
import { occurrenceOf } from '../connect/rule-occurrence.js';
import { eventForRelay } from './event-for-relay.js';

type HoldOfForm = Pick<
  HoldQuestion,
  'until' | 'event' | 'lead' | 'contact' | 'stopIf' | 'stopOn' | 'skipIfLiveCall'
>;

/**
 * What the fields of a wait say, as the relay takes it.
 *
 * @throws {ConnectError} WAIT_FOR_NOTHING, WAIT_UNTIL_TWICE, TIME_UNCLEAR, CHOICE_UNKNOWN, UNKNOWN_DISPOSITION
 */
export async function holdOfForm(z: ZObject, bundle: Bundle<Inputs>): Promise<HoldOfForm> {
  const { inputData } = bundle;
  const contact = waitText(inputData, 'contact');
  const stopIf = waitText(inputData, 'stopIf');
  return {
    until: untilOf(bundle, contact !== ''),
    ...aboutWhom(inputData),
    stopOn: await stopOnOf(z, bundle),
    skipIfLiveCall: flagInput(inputData, 'skipIfLiveCall'),
    ...(contact === '' ? {} : { contact }),
    ...(stopIf === '' ? {} : { stopIf: { type: stopIf } }),
  } as HoldOfForm;
}

const UNITS = ['days', 'hours', 'minutes'] as const;

function untilOf(bundle: Bundle<Inputs>, isContact: boolean): HoldQuestion['until'] {
  const { inputData } = bundle;
  const at = textInput(inputData, 'at');
  const offsets = UNITS.map((unit) => [unit, textInput(inputData, unit)] as const).filter(
    ([, text]) => text !== '',
  );
  const [window, timeZone] = [waitText(inputData, 'window'), textInput(inputData, 'windowZone')];
  const hours = {
    ...(window === '' ? {} : { holdUntilHours: window }),
    ...(timeZone === '' ? {} : { timeZone }),
  };
  if (at !== '' && offsets.length > 0) {
    throw new ConnectError(
      'WAIT_UNTIL_TWICE',
      'Both a time and an offset say how long to wait.',
      'Fill in Wait Until, or Days, Hours and Minutes.',
    );
  }
  if (at !== '') return { at: instantOf(at, bundle), ...hours } as HoldQuestion['until'];
  if (offsets.length === 0 && window === '' && !isContact) {
    throw new ConnectError(
      'WAIT_FOR_NOTHING',
      'Nothing says what this step waits for, or it is empty in this run.',
      'Fill in Wait Until, an offset, Within Hours, or how the lead is contacted.',
    );
  }
  const from = textInput(inputData, 'countFrom');
  const relativeTo = /^last\s?called$/i.test(from) ? 'lastCalled' : { field: from };
  return {
    ...Object.fromEntries(offsets.map(([unit, text]) => [unit, numberOrText(text)])),
    ...(from === '' ? {} : { relativeTo }),
    ...hours,
  } as HoldQuestion['until'];
}

/** @throws {ConnectError} TIME_UNCLEAR */
function instantOf(text: string, bundle: Bundle<Inputs>): string {
  const timeZone = accountZone(bundle);
  const { text: seconds, warning } = formatDate(text, 'timestamp', { timeZone, now: Date.now() });
  if (seconds !== '' && warning === null) return new Date(Number(seconds) * 1_000).toISOString();
  throw new ConnectError(
    'TIME_UNCLEAR',
    `Wait Until is ${JSON.stringify(text)}, which is no time.`,
    'Map a date and time of a step before, such as 2026-11-20T17:00:00-08:00.',
  );
}

function aboutWhom(inputs: Inputs): Partial<Pick<HoldQuestion, 'event' | 'lead'>> {
  const lead = textInput(inputs, 'lead_id');
  if (textInput(inputs, wholeEventInput.key) === '') return lead === '' ? {} : { lead };
  return { event: eventForRelay(occurrenceOf(inputs)) };
}

const stopKinds: PlainInputField = { key: 'stopKinds', label: 'Stop on Events', choices: KIND_CHOICES };

async function stopOnOf(z: ZObject, bundle: Bundle<Inputs>): Promise<HoldQuestion['stopOn']> {
  const { inputData } = bundle;
  const known = await statusesForNames(z, bundle, ['stopStatuses']);
  refuseUnknownNames(inputData, 'stopStatuses', known);
  const kinds = listInput(inputData, stopKinds.key).map((kind) => chosenValue(stopKinds, kind));
  const statuses = [...codesInput(inputData, 'stopStatuses', known)];
  const dnc = givenFlag(inputData, 'stopDnc');
  return {
    ...(kinds.length === 0 ? {} : { kinds: kinds as OccurrenceKind[] }),
    ...(statuses.length === 0 ? {} : { statuses }),
    ...(dnc === undefined ? {} : { dnc }),
  };
}
