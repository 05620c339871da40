import { error, idleWithout, isOn, warning, type Rule } from '../rule.js';

/** How a lead is inserted, beside what it holds (domain-facts A.6; seed 003, "Lead Post Criteria"). */
export const INSERT_OPTIONS = {
  check_dup: { type: 'choice', options: [0, 1, 2, 3, 4] },
  check_dup_archive: 'flag',
  check_dnc: 'flag',
  check_wireless: 'flag',
  hopper: 'flag',
  hopper_priority: { type: 'integer', min: 0, max: 99, default: 99 },
  hopper_expires_in: { type: 'integer', min: 1, max: 300 },
  reject_by_carrier_type: { type: 'choices', options: ['MOBILE', 'VOIP', 'LANDLINE'] },
  filter_phone_code: 'flag',
  update_if_found: 'flag',
  search_campaign_id: 'id',
  search_list_id: 'id',
  update_order_by_last_called_time: { type: 'choice', options: ['ASC', 'DESC'] },
  lead_id: 'id',
  blueinkdigital_token: 'text',
  criteria_key: 'text',
} as const;

/** Domain-facts J.18. */
const hopperIsOn: Rule = (given) =>
  given.has('hopper_priority') && given.get('hopper') !== '1'
    ? error('hopper_priority', 'hopper_priority is only sent together with hopper.')
    : null;

/** The global setting takes two at most; of a single request that is not known (domain-facts J.16). */
const rejectsEveryCarrier: Rule = (given) =>
  new Set(given.get('reject_by_carrier_type')?.split(',')).size > 2
    ? warning(
        'reject_by_carrier_type',
        'reject_by_carrier_type names all types: every number of a known carrier is rejected.',
      )
    : null;

/** The seeds tie these to a criteria key, the vendor's pages do not (domain-facts J.25). */
const OF_CRITERIA = [
  'check_dup',
  'check_dup_archive',
  'check_dnc',
  'check_wireless',
  'reject_by_carrier_type',
];

const criteriaKey: Rule = (given) => {
  const named = OF_CRITERIA.filter((name) => isOn(given.get(name)));
  return named.length === 0 || isOn(given.get('criteria_key'))
    ? null
    : warning(
        'criteria_key',
        `Without a criteria_key Convoso may pass over ${named.join(', ')}: documents disagree.`,
      );
};

export const INSERT_RULES: readonly Rule[] = [
  hopperIsOn,
  rejectsEveryCarrier,
  criteriaKey,
  idleWithout('check_dup_archive', 'check_dup'),
  idleWithout('hopper_expires_in', 'hopper'),
];
