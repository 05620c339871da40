import type { INodeProperties } from 'n8n-workflow';

/** How a condition is written: as a row of ours, or in n8n's filter. */
const conditionFormColumn: INodeProperties = {
  displayName: 'Condition As',
  name: 'conditionAs',
  type: 'options',
  options: [
    { name: 'Row', value: 'row', description: "A field, and any of Convoso's operators" },
    {
      name: 'Filter',
      value: 'filter',
      description: 'Fields that are dragged from the input; several conditions, all of which have to hold',
    },
  ],
  default: 'row',
};

const FILTER: Pick<INodeProperties, 'type' | 'typeOptions' | 'default'> = {
  type: 'filter',
  // Convoso compares texts in either case, and all conditions of an event have to hold.
  typeOptions: {
    filter: { version: 2, caseSensitive: false, typeValidation: 'loose', allowedCombinators: ['and'] },
  },
  default: {},
};

const filterColumn: INodeProperties = {
  displayName: 'Conditions',
  name: 'filter',
  ...FILTER,
  description:
    "Drag fields of the input to the left. Of n8n's operators those can be used that mean what one of Convoso's does; the documentation lists them.",
  displayOptions: { show: { conditionAs: ['filter'] } },
};

/** The columns of a condition, with the filter as their other form. Nodes that were saved before have rows. */
export function rowOrFilter(columns: readonly INodeProperties[]): INodeProperties[] {
  const ofRows = columns.map((column) => ({
    ...column,
    displayOptions: { show: { ...column.displayOptions?.show, conditionAs: ['row'] } },
  }));
  return [conditionFormColumn, ...ofRows, filterColumn];
}

export const stopFilterProperty: INodeProperties = {
  displayName: 'Stop If the Lead Matches (Filter)',
  name: 'stopFilter',
  ...FILTER,
  description:
    "The same in n8n's filter. The fields that are dragged to the left are looked at again when the held item is due, with what the lead has come to.",
};
