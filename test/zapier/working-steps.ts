import { CRITERIA_KEY, LIST, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import type { Values } from './zap.js';

const PHONE = '7735550167';

/** What each action and search is given to do its work, with the records that it needs in the account. */
export type WorkingInputs = (stand: ConvosoStandIn, address: string) => Values;

const lead = (stand: ConvosoStandIn) =>
  stand.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' }).id;

const callback = (stand: ConvosoStandIn) =>
  stand.account.callbacks.add({
    lead_id: lead(stand),
    recipient: 'System',
    stage: 'PENDING',
    callback_time: '2030-11-21 12:00:00',
    callback_time_zone: '-8.00',
  });

export const WORKING_ACTIONS: Readonly<Record<string, WorkingInputs>> = {
  match_rules: () => ({
    events: ['DISPOSITION'],
    disposition_values: ['SALE'],
    call_log_id: '14683239',
    call_status: 'SALE',
  }),
  map_with_adaptor: () => ({ rows: [{ field: 'callLog.status', mappedTo: 'outcome' }], call_status: 'NI' }),
  decode_disposition: () => ({ status: 'SALE' }),
  send_to_endpoint: (_stand, address) => ({
    apiUrl: address,
    allowHttp: 'true',
    requestMethod: 'POST',
    responseDataType: 'JSON',
    responseKey: 'id',
    preset: 'salesforceTask',
    call_log_id: '14683239',
    call_status: 'NI',
  }),
  insert_lead: () => ({ list_id: LIST, phone_number: PHONE }),
  post_lead_with_criteria: () => ({ criteria_key: CRITERIA_KEY, phone_number: PHONE, state: 'CA' }),
  update_lead: (stand) => ({ lead_id: lead(stand), city: 'Reno' }),
  move_lead: (stand) => ({ lead_id: lead(stand), list_id: LIST }),
  change_status: (stand) => ({ lead_id: lead(stand), status: 'Sale' }),
  put_lead_in_hopper: (stand) => ({ lead_id: lead(stand) }),
  schedule_callback: (stand) => ({
    lead_id: lead(stand),
    recipient: 'System',
    callback_time: '2030-11-21 12:00:00',
  }),
  update_callback: (stand) => ({
    lead_id: callback(stand)['lead_id'],
    callback_time: '2030-11-22 12:00:00',
    comments: 'After noon',
  }),
  remove_callback: (stand) => ({ lead_id: callback(stand)['lead_id'] }),
  update_field: (stand) => ({ lead_id: lead(stand), field: 'notes', operation: 'add', value: '1' }),
  add_to_dnc: () => ({ phone_number: PHONE, phone_code: '1', campaign_id: '0' }),
  log_revenue: (stand) => ({ call_log_id: stand.account.addCall({}).id, revenue: '12.50' }),
  wait_until_allowed: () => ({ lead_id: '1364885', hours: '2' }),
  update_call_log: (stand) => ({ call_log_id: stand.account.addCall({}).id, extra_field_01: 'C-7' }),
};

/** Without a relay in the connection these are refused in words; what they do with one, and give, stands in test/zapier-relay. */
export const DONE_BY_A_RELAY: ReadonlySet<string> = new Set([
  'call_event_relay',
  'wait_until_allowed',
  'find_decision',
]);

export const WORKING_SEARCHES: Readonly<Record<string, WorkingInputs>> = {
  search_lead: (stand) => ({ search_lead_id: lead(stand) }),
  find_lead: (stand) => ({ lead_id: lead(stand) }),
  find_call_log: (stand) => ({ id: stand.account.addCall({}).id }),
  find_callback: (stand) => ({ lead_id: callback(stand)['lead_id'] }),
  find_disposition: () => ({ query: 'Sale' }),
  find_decision: () => ({ search_event_id: '01K73Z4S3R8Q5N2V6X9B1C7D0E' }),
};
