import { documentPlace, placesAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import { shownValue } from './shown-value.js';

/**
 * Parts of the format that this version's engine would pass over. They are refused with the reason, because a
 * setting that is silently ignored is worse than none. A row goes when its part is built.
 */
interface NotYet {
  readonly where: string;
  readonly what: string;
  /** Which values are meant; every value that is given when absent. */
  readonly refused?: (value: unknown) => boolean;
  /** What to do instead; to remove the key when absent. */
  readonly remedy?: string;
}

const ACTIONS = 'workflows[].actionSets[].actions[]';

const is =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value);

const isPartOfLeads = (percent: unknown) => typeof percent === 'number' && percent >= 0 && percent < 100;

const NOT_YET: readonly NotYet[] = [
  {
    where: 'workflows[].events[].type',
    what: 'This event',
    refused: is(
      'CALL_COUNT',
      'CALL_TYPE',
      'CALLBACK',
      'HOPPER_EXPIRED',
      'LEAD_ACTION',
      'REDISPOSITION',
      'SUBMITTED_BY',
    ),
    remedy: 'use DISPOSITION, LEAD_STATUS, TERM_REASON or LEAD_FIELDS_AND_CALL_DATA.',
  },
  {
    where: 'workflows[].events[].conditions[].operator',
    what: 'This operator',
    refused: is('within', 'between_two_strings', 'between_markers'),
    remedy: 'use another operator.',
  },
  {
    where: 'workflows[].stopIf.type',
    what: 'stopIf',
    refused: is('reachedStatus', 'finalStatus', 'leadFilter'),
    remedy: 'use never.',
  },
  { where: 'workflows[].skipIfPending', what: 'skipIfPending', refused: is(true) },
  { where: 'workflows[].ignoreOutsideHours', what: 'ignoreOutsideHours' },
  { where: 'workflows[].performActionOn', what: 'performActionOn below 100', refused: isPartOfLeads },
  { where: 'workflows[].actionSets[].schedule', what: 'A schedule' },
  { where: `${ACTIONS}.schedule`, what: 'A schedule' },
  { where: `${ACTIONS}.skipIfLiveCall`, what: 'skipIfLiveCall', refused: is(true) },
  {
    where: `${ACTIONS}.type`,
    what: 'This action',
    refused: is(
      'EMAIL',
      'MOVE',
      'STATUS',
      'SMS',
      'VB',
      'FIELD',
      'CALLBACK',
      'CALLBACK_UPDATE',
      'HOPPER',
      'DNC',
      'REVENUE',
    ),
    remedy: 'use INTEGRATION.',
  },
  { where: 'hooks[].dedupe', what: 'dedupe' },
  ...['liveCallExpiresMinutes', 'email', 'notifications', 'signing', 'breaker'].map((setting) => ({
    where: `settings.${setting}`,
    what: setting,
  })),
];

/** Every use, in the document as it was written, of a part that this version does not have. */
export function findNotYet(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return NOT_YET.flatMap(({ where, what, refused = () => true, remedy = 'remove it.' }) =>
    placesAt(document, where)
      .filter(({ value }) => refused(value))
      .map(({ path, value }) => ({
        code: 'NOT_YET_SUPPORTED',
        path: pathText(path),
        value: shownValue(path, value),
        message: `${what} is not available in this version.`,
        remedy: `Until it is, ${remedy}`,
      })),
  );
}
