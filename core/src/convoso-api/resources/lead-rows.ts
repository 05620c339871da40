import { SEARCHED_TEXTS, WRITTEN_TEXTS } from './lead-parameters.js';

/** A lead as it is found. An account's own fields are in `other`, under names such as `field_13` (domain-facts A.4). */
export const LEAD = {
  id: ['id user_id owner_id source_id list_id'],
  text: [
    ...SEARCHED_TEXTS,
    ...WRITTEN_TEXTS,
    'phone_number phone_code alt_phone_1 alt_phone_2 email status remote_id locale_gmt carrier_name',
  ],
  number: ['called_count called_count_inbound'],
  time: ['last_called last_viewed last_reached_at final_reached_at created_at modified_at'],
} as const;

export const LEAD_KEY = { id: ['lead_id'] } as const;

/** A recording of a lead or of an agent. */
export const RECORDING = {
  id: ['recording_id lead_id'],
  text: ['url'],
  number: ['seconds'],
  time: ['start_time end_time'],
} as const;
