import { cleanValue, nullRecord, textOf, type MappedFields, type MappingNote } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { IDataObject } from 'n8n-workflow';
import { readAdaptor, refuseForbidden } from '../shared/adaptor-rows';
import type { Given } from '../shared/given';
import { readItemEvent } from '../shared/item-event';
import { mapItem } from '../shared/map-item';
import { readStatuses } from '../shared/statuses';
import { readTimeZone, zoneDoubt } from '../shared/time-zone';

export interface ToSend {
  readonly fields: MappedFields;
  /** Null where no adaptor has mapped them. */
  readonly notes: readonly MappingNote[] | null;
  /** What the item holds and no other system could read, by name. */
  readonly leftOut: readonly string[];
  /** What is odd about the zone in which its dates are read; null where nothing is, or none is. */
  readonly zoneDoubt: string | null;
}

interface Around {
  readonly endpoint: ResolvedEndpoint;
  readonly zoneOfWorkflow: string;
}

/** What is to be sent of an item. An empty request that the other system takes would look like a success. */
export function fieldsToSend(given: Given, json: IDataObject, around: Around): ToSend {
  const toSend = readFields(given, json, around);
  const isEmpty = Object.keys(toSend.fields).length === 0;
  // An item without fields may be meant to do no more than call the address.
  if (isEmpty && Object.keys(json).length > 0 && WITH_CONTENT.has(around.endpoint.requestMethod)) {
    throw nothingToSend(given, json, toSend);
  }
  return toSend;
}

/** The methods whose request says what it is for by its body. */
const WITH_CONTENT: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

function nothingToSend(given: Given, json: IDataObject, { leftOut }: ToSend): Error {
  if (given.choice('send') === 'adaptor') {
    const message = 'The adaptor maps nothing that this item has, so there is nothing to send.';
    return given.refuse('Rows', undefined, message, "Add a row, or map its fields in Convoso's Adaptor.");
  }
  const held = Object.keys(json).join(', ');
  const message =
    leftOut.length > 0
      ? `The item holds nothing but objects (${leftOut.join(', ')}), so there is nothing to send.`
      : `The item holds nothing that is sent (only ${held}), so there is nothing to send.`;
  return given.refuse('Send', undefined, message, 'Choose What the Adaptor Below Maps, or Fields Below.');
}

function readFields(given: Given, json: IDataObject, { endpoint, zoneOfWorkflow }: Around): ToSend {
  const { delimiter, numbersAsNumbers } = endpoint;
  const send = given.choice('send') as 'item' | 'fields' | 'adaptor';
  if (send === 'fields') return fieldsBelow(given);
  if (send === 'item') return fieldsOfItem(json, delimiter);
  const settings = {
    timeZone: readTimeZone(given, zoneOfWorkflow),
    statuses: readStatuses(given.collection('options')),
    delimiter,
    numbersAsNumbers,
  };
  const now = Date.now();
  const { snapshot } = readItemEvent(json, now);
  const mapped = mapItem(given, readAdaptor(given), { snapshot, settings, now });
  return { ...mapped, leftOut: [], zoneDoubt: zoneDoubt(given, zoneOfWorkflow) };
}

function fieldsBelow(given: Given): ToSend {
  const rows = given.collection('fields').rows('field', (index) => `Field ${index + 1}, `);
  if (rows.length === 0) {
    throw given.refuse(
      'Fields',
      undefined,
      'There is none, so nothing would be sent.',
      'Add a field, or choose what else to send.',
    );
  }
  const fields = nullRecord<string>();
  for (const row of rows) {
    const name = row.text('name').trim();
    if (name === '') {
      const message = 'It is blank, and no system could tell what the value is.';
      throw row.refuse('Name', row.text('name'), message, 'Write a name, or remove the field.');
    }
    refuseForbidden(row, 'Name', name);
    if (name in fields) {
      const message = 'A field before has this name, and only one of them would be sent.';
      throw row.refuse('Name', name, message, 'Choose another name, or remove one of the fields.');
    }
    fields[name] = row.text('value');
  }
  return { fields, notes: null, leftOut: [], zoneDoubt: null };
}

/** What nodes of ours tell about an item is not what another system asks for. */
const OF_OUR_OWN = new Set(['decision', 'connect', 'disposition']);

/** The fields of an item as an adaptor would have them; what an Adaptor node put under `mapped` comes first. */
function fieldsOfItem(json: IDataObject, delimiter: string): ToSend {
  const { mapped } = json;
  const entries = Object.entries(isObject(mapped) ? mapped : json).filter(
    ([name, value]) => !(OF_OUR_OWN.has(name) && isObject(value)),
  );
  const leftOut = entries.filter(([, value]) => holdsObject(value)).map(([name]) => name);
  const sent = entries.filter(([, value]) => !holdsObject(value));
  const fields = nullRecord(
    sent.map(([name, value]) => [
      name,
      typeof value === 'number' ? value : textOf(cleanValue(value), delimiter || ','),
    ]),
  );
  return { fields, notes: null, leftOut, zoneDoubt: null };
}

function isObject(value: unknown): value is IDataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function holdsObject(value: unknown): boolean {
  return isObject(value) || (Array.isArray(value) && value.some(holdsObject));
}
