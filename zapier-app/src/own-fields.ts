import { ConnectError, timeInAccount } from '@convoso-connect/core';
import type { Bundle, PlainInputField, PlainOutputField, ZObject } from 'zapier-platform-core';
import { accountZone } from './account.js';
import { inWords } from './errors.js';
import { endpointOf } from './fields/api-inputs.js';
import { pairsInput, textInput, withoutNull, type Inputs } from './inputs.js';

/** One of the account's own fields of a lead, as the connection names it. */
export interface OwnField {
  /** Its Field Name, by which Convoso takes and delivers it. */
  readonly name: string;
  readonly label: string;
  readonly type: 'string' | 'number' | 'datetime';
  /** What searches call it (domain-facts A.4), such as field_13; null where the connection does not say. */
  readonly searchedAs: string | null;
}

const TYPES: Readonly<Record<string, OwnField['type']>> = {
  text: 'string',
  number: 'number',
  date: 'datetime',
};

const ENTRY = /^([A-Za-z]\w*)\s*(?::\s*([A-Za-z]+))?\s*(?:=\s*(field_\d+))?$/;

/**
 * The account's own fields. Convoso's API lists them nowhere, so that a person names them once in the connection:
 * `favorite_color, age:number, renewal:date=field_13`.
 *
 * @throws {ConnectError} CUSTOM_FIELD_UNCLEAR
 */
export function ownFields({ authData }: Pick<Bundle, 'authData'>): readonly OwnField[] {
  const entries = (authData['customFields'] ?? '').split(/[,\n]/).map((entry) => entry.trim());
  const fields = entries.filter((entry) => entry !== '').map(readEntry);
  for (const [index, { name }] of fields.entries()) {
    if (CONVOSOS_OWN.has(name)) throw unclear(name, "which is a field of Convoso's own", LEAVE_OUT);
    const isFirst = fields.findIndex((each) => each.name === name) === index;
    if (!isFirst) throw unclear(name, 'which they hold already', 'Leave one of the two out.');
  }
  return fields;
}

/** Forms have these as fields of their own, and Convoso takes none of them as one of the account's. */
const CONVOSOS_OWN = new Set(
  [endpointOf('leads', 'insert'), endpointOf('leads', 'update')].flatMap(({ parameters }) =>
    parameters.map(({ name }) => name),
  ),
);
const LEAVE_OUT = 'Leave it out: forms have it without being told.';

function unclear(entry: string, why: string, remedy: string): ConnectError {
  const message = `The connection's Custom Fields hold ${JSON.stringify(entry)}, ${why}.`;
  return new ConnectError('CUSTOM_FIELD_UNCLEAR', message, remedy);
}

function readEntry(entry: string): OwnField {
  const [, name, written = 'text', searchedAs = null] = ENTRY.exec(entry) ?? [];
  const type = TYPES[written.toLowerCase()];
  if (name !== undefined && type !== undefined) return { name, label: labelOf(name), type, searchedAs };
  throw unclear(
    entry,
    'which cannot be read',
    `Write a Field Name, then a colon and ${Object.keys(TYPES).join(', ')}, then = and its name in searches: age:number=field_13.`,
  );
}

function labelOf(name: string): string {
  return name
    .split('_')
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

const PREFIX = 'own_';

/** A field of the form for each of the account's own, typed and labelled. */
export const ownInputs = inWords((_z: ZObject, bundle: Bundle<Inputs>): Promise<PlainInputField[]> =>
  Promise.resolve(
    ownFields(bundle).map(({ name, label, type }) => ({
      key: `${PREFIX}${name}`,
      label,
      type,
      required: false,
    })),
  ),
);

/** What was filled in, with the account's own fields among the custom ones, as Convoso takes them. */
export function withOwnFields(bundle: Pick<Bundle<Inputs>, 'authData' | 'inputData'>): Inputs {
  const { inputData } = bundle;
  const own = ownFields(bundle).map(({ name, type }) => [name, writtenText(type, name, bundle)] as const);
  const filled = own.filter(([, text]) => text !== '');
  if (filled.length === 0) return inputData;
  return { ...inputData, custom: { ...pairsInput(inputData, 'custom'), ...Object.fromEntries(filled) } };
}

/** A date as Convoso writes one, whichever zone a step before gave it in. */
function writtenText(
  type: OwnField['type'],
  name: string,
  bundle: Pick<Bundle<Inputs>, 'authData' | 'inputData'>,
): string {
  const text = withoutNull(textInput(bundle.inputData, `${PREFIX}${name}`));
  if (type !== 'datetime' || text === '') return text;
  const time = timeInAccount(text, { timeZone: accountZone(bundle), day: 'begins' });
  return DAY_AND_TIME.exec(time)?.[1] ?? time;
}

/** What is written in another way goes to Convoso whole. */
const DAY_AND_TIME = /^(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d$/;

/** The account's own fields in what lead searches give out. */
export const ownOutputsOfLead = outputs(({ searchedAs }) => searchedAs);

/** The same in a call event, which has them under their Field Names. */
export const ownOutputsOfEvent = outputs(({ name }) => `custom__${name}`);

function outputs(keyOf: (field: OwnField) => string | null) {
  return inWords((_z: ZObject, bundle: Bundle<Inputs>): Promise<PlainOutputField[]> =>
    Promise.resolve(
      ownFields(bundle).flatMap((field) => {
        const key = keyOf(field);
        // Convoso gives a date without its zone, which Zapier would read in a zone of its own.
        const type = field.type === 'number' ? 'number' : 'string';
        return key === null ? [] : [{ key, label: field.label, type }];
      }),
    ),
  );
}
