import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readAdaptor } from '../shared/adaptor-rows';
import { eachItem } from '../shared/each-item';
import { readItemEvent } from '../shared/item-event';
import { mapItem, mappingWarnings, type MappingSettings } from '../shared/map-item';
import { mistake } from '../shared/mistake';
import { readStatuses } from '../shared/statuses';
import { readTimeZone } from '../shared/time-zone';

/** More of them would hide the panel. */
const MOST_HINTS = 5;

export async function mapItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const hints = new Set<string>();
  const branches = await eachItem(context, 1, (item, itemIndex) => {
    const chosen = readAdaptor(context, itemIndex);
    if (chosen.adaptor.fields.length === 0) throw nothingMapped(context, itemIndex);
    const settings = readMapping(context, itemIndex);
    const now = Date.now();
    const { snapshot, notes } = readItemEvent(item.json, now);
    const { fields } = mapItem(chosen, snapshot, settings, now);
    // A hint shows what one execution met; a thousand items would only repeat it.
    if (itemIndex === 0) {
      for (const { message } of notes) hints.add(message);
      for (const { message, remedy } of mappingWarnings(chosen, snapshot, settings, now)) {
        hints.add(`${message} ${remedy}`);
      }
    }
    const whole = context.getNodeParameter('output', itemIndex, 'fields') === 'eventWithFields';
    return { json: whole ? { ...item.json, mapped: { ...fields } } : { ...fields } };
  });
  const messages = [...hints].slice(0, MOST_HINTS);
  context.addExecutionHints(
    ...messages.map((message) => ({ message, type: 'warning' as const, location: 'outputPane' as const })),
  );
  return branches;
}

interface Options {
  readonly statuses?: unknown;
  readonly delimiter?: string;
  readonly numbersAsNumbers?: boolean;
}

function readMapping(context: IExecuteFunctions, itemIndex: number): MappingSettings {
  const options = context.getNodeParameter('options', itemIndex, {}) as Options;
  return {
    timeZone: readTimeZone(context, itemIndex),
    statuses: readStatuses(context.getNode(), options.statuses ?? [], itemIndex),
    delimiter: options.delimiter ?? '',
    numbersAsNumbers: options.numbersAsNumbers ?? false,
  };
}

function nothingMapped(context: IExecuteFunctions, itemIndex: number) {
  return mistake(context.getNode(), {
    parameter: 'Rows',
    message: 'Nothing is mapped, so nothing would be sent.',
    remedy: 'Add a row, or start from a preset.',
    itemIndex,
  });
}
