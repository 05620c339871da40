import type { ConnectConfig } from '@convoso-connect/core/config';
import type { INodeProperties } from 'n8n-workflow';
import { chosenEntries, chosenRows } from '../shared/account-lists/properties';
import { chosenInRows } from '../shared/account-lists/typed-or-chosen';
import type { Given } from '../shared/given';

type Relation = ConnectConfig['workflows'][number]['relation'];
type RelationType = Relation['type'];

/** Every relation, or it does not compile. */
const RELATIONS: Readonly<Record<RelationType, string>> = {
  campaign: 'Campaigns',
  list: 'Lists',
  queue: 'Queues',
  inboundNumber: 'Inbound Numbers',
  emailTemplate: 'Email Templates',
};

/** The relations whose IDs Convoso's API names; the IDs of others are typed in either case. */
const CHOSEN = {
  campaign: chosenEntries('campaigns', 'campaignIds'),
  list: chosenRows('lists', 'lists'),
  queue: chosenEntries('queues', 'queueIds'),
} as const satisfies Partial<Record<RelationType, INodeProperties>>;

const typedIds: INodeProperties = {
  displayName: 'IDs',
  name: 'relationIds',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 111, 112',
};

const isChosen = (relation: string): relation is keyof typeof CHOSEN => Object.hasOwn(CHOSEN, relation);

const allRelations = Object.keys(RELATIONS);

/** What a workflow applies to. */
export const scopeProperties: INodeProperties[] = [
  {
    displayName: 'Applies To',
    name: 'relation',
    type: 'options',
    options: [
      { name: 'All', value: 'all' },
      ...Object.entries(RELATIONS).map(([value, name]) => ({ name: `These ${name}`, value })),
    ],
    default: 'all',
  },
  { ...typedIds, displayOptions: { show: { relation: allRelations, fromAccount: [false] } } },
  {
    ...typedIds,
    displayOptions: {
      show: { relation: allRelations.filter((each) => !isChosen(each)), fromAccount: [true] },
    },
  },
  ...Object.entries(CHOSEN).map(([relation, property]) => ({
    ...property,
    required: property.type === 'multiOptions',
    displayOptions: { show: { relation: [relation], fromAccount: [true] } },
  })),
];

export function readRelation(given: Given): Relation {
  const relation = given.choice('relation') as 'all' | RelationType;
  if (relation === 'all') return { type: 'campaign', ids: [], all: true };
  const chosen = given.flag('fromAccount') && isChosen(relation) ? relation : null;
  const ids = chosen === null ? given.texts(typedIds.name) : chosenIds(given, chosen);
  if (ids.length > 0) return { type: relation, ids, all: false };
  const { displayName, name } = chosen === null ? typedIds : CHOSEN[chosen];
  const message = 'None is named, so nothing could ever fire.';
  throw given.refuse(displayName, given.value(name), message, 'Name one, or apply it to all.');
}

function chosenIds(given: Given, relation: keyof typeof CHOSEN): string[] {
  return relation === 'list'
    ? chosenInRows(given, CHOSEN.list.name, 'List')
    : given.texts(CHOSEN[relation].name);
}
