import { inputsOf, placeOf, type Check } from './check.js';
import type { Definition } from '../steps.js';

const SENSITIVE = /token|key|secret|password/i;

/** What forms ask for, and what fills it in. */
export const FIELD_CHECKS: readonly Check[] = [
  {
    id: 'D001',
    asks: 'no step asks for a key or token, which belong into the connection',
    brokenAt: (app) =>
      inputsOf(app)
        .filter(({ field }) => SENSITIVE.test(field.key))
        .map(placeOf),
  },
  {
    id: 'D004',
    asks: 'ids are chosen from a list, not typed',
    brokenAt: (app) =>
      inputsOf(app)
        .filter(({ field }) => /(?:^|_)id$/.test(field.key))
        .filter(({ field }) => field.dynamic === undefined && field.choices === undefined)
        .map(placeOf),
  },
  {
    id: 'D005',
    asks: 'what fills a list is a trigger that there is',
    brokenAt: (app) =>
      inputsOf(app)
        .filter(({ field }) => isUnknown(field.dynamic, app.triggers))
        .map(placeOf),
  },
  {
    id: 'D013',
    asks: 'a search that fills a field in is one that there is',
    brokenAt: (app) =>
      inputsOf(app)
        .filter(({ field }) => isUnknown(field.search, app.searches))
        .map(placeOf),
  },
  {
    id: 'D014',
    asks: 'a field that a search fills in is one plain value, and has a list, without which the search is not offered',
    brokenAt: (app) =>
      inputsOf(app)
        .filter(({ field }) => field.search !== undefined)
        .filter(({ field: { type = 'string', list, dict, children, dynamic } }) => {
          const isPlain = ['string', 'number', 'integer'].includes(type);
          return (
            !isPlain || list === true || dict === true || children !== undefined || dynamic === undefined
          );
        })
        .map(placeOf),
  },
  {
    id: 'D015',
    asks: 'a pair of search and action is made of ones that there are',
    brokenAt: ({ searchOrCreates = {}, searches = {}, creates = {} }) =>
      Object.entries(searchOrCreates)
        .filter(([, { search, create }]) => !(search in searches) || !(create in creates))
        .map(([key]) => key),
  },
];

/** Whether a connector such as `lists.id.name` begins with the key of nothing. */
function isUnknown(connector: string | undefined, steps: Definition['triggers'] = {}): boolean {
  const [key] = connector?.split('.') ?? [];
  return key !== undefined && !(key in steps);
}
