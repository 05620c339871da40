import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readAdaptor } from '../shared/adaptor-rows';
import { eachItem } from '../shared/each-item';
import { givenOfItem, type Given } from '../shared/given';
import { showHints } from '../shared/hints';
import { readItemEvent } from '../shared/item-event';
import { mapItem, mappingWarnings, type MappingSettings } from '../shared/map-item';
import { readStatuses } from '../shared/statuses';
import { readTimeZone, zoneDoubt } from '../shared/time-zone';
import { readCustomFields } from './custom-fields';
import { properties } from './properties';

export async function mapItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const hints = new Set<string>();
  const branches = await eachItem(context, { outputs: 1 }, (item, itemIndex) => {
    const given = givenOfItem(context, properties, itemIndex);
    const chosen = readAdaptor(given, given.flag('fromAccount') ? readCustomFields(given) : []);
    if (chosen.adaptor.fields.length === 0) throw nothingMapped(given);
    const settings = readMapping(given, context.getTimezone());
    const now = Date.now();
    const { snapshot, notes } = readItemEvent(item.json, now);
    const toMap = { snapshot, settings, now };
    const { fields } = mapItem(given, chosen, toMap);
    // A hint shows what one execution met; a thousand items would only repeat it.
    if (itemIndex === 0) {
      const doubt = zoneDoubt(given, context.getTimezone());
      if (doubt !== null) hints.add(doubt);
      for (const { message } of notes) hints.add(message);
      for (const { message, remedy } of mappingWarnings(chosen, toMap)) {
        hints.add(`${message} ${remedy}`);
      }
    }
    const whole = given.choice('output') === 'eventWithFields';
    return { json: whole ? { ...item.json, mapped: { ...fields } } : { ...fields } };
  });
  showHints(context, hints);
  return branches;
}

function readMapping(given: Given, zoneOfWorkflow: string): MappingSettings {
  const options = given.collection('options');
  return {
    timeZone: readTimeZone(given, zoneOfWorkflow),
    statuses: readStatuses(options),
    delimiter: options.text('delimiter'),
    numbersAsNumbers: options.flag('numbersAsNumbers'),
  };
}

function nothingMapped(given: Given): Error {
  const message = 'Nothing is mapped, so nothing would be sent.';
  return given.refuse('Rows', undefined, message, 'Add a row, or start from a preset.');
}
