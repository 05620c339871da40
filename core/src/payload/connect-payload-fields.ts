/**
 * The canonical names of a Connect payload in a flat body (domain-facts D.1). Values are always text, and only
 * mapped fields arrive: absent means not mapped, an empty text means that Convoso had no value.
 */
export interface ConnectPayloadFields {
  /** The call, as Convoso numbers it. */
  call_log_id?: string;
  /** The lead that the call or change is about; `0` where there is none. */
  lead_id?: string;
  /** When the call started: `YYYY-MM-DD HH:MM:SS` in the account's zone unless the adaptor formats it. */
  call_date?: string;
  /** Direction or kind of the call, such as `OUTBOUND` or `INBOUND`; may be missing. */
  call_type?: string;
  /** Talk time in seconds; empty while a call runs. */
  length_in_sec?: string;
  /** Who or what ended the call; `NONE` while it runs or when it never connected. */
  term_reason?: string;
  /** Disposition of the call as an abbreviation, or the lead's status where there is no call. */
  status?: string;
  /** Number dialled or received, or the lead's primary phone where there is no call. */
  phone_number?: string;
  /** URL of the recording; often not there yet when the disposition is set. */
  recording?: string;
  /** What the agent noted on this call. */
  agent_comment?: string;
  /** Caller ID shown to the lead. */
  caller_id?: string;
  /** Number that an inbound caller dialled. */
  inbound_number?: string;
  /** Campaign of the call. */
  campaign_id?: string;
  /** Name of that campaign. */
  campaign_name?: string;
  /** Queue the call waited in. */
  queue_id?: string;
  /** Name of that queue. */
  queue_name?: string;
  /** Time in the queue, in seconds with decimals. */
  queue_seconds?: string;
  /** Place in the queue. */
  queue_position?: string;
  /** List of the lead during the call, or now where there is no call. */
  list_id?: string;
  /** Name of that list. */
  list_name?: string;
  /** Agent who handled the call, or the assigned user where there is no call. */
  user_id?: string;
  /** Agent the call started with, before a transfer. */
  originating_agent_id?: string;
  /** Name of the agent. */
  agent_full_name?: string;
  /** E-mail address of the agent. */
  agent_email?: string;
  /** The lead, when its own adaptor row was mapped; the same value as `lead_id`. */
  id?: string;
  /** Id of the lead in another system. */
  remote_id?: string;
  /** Where the lead came from. */
  source_id?: string;
  /** First name. */
  first_name?: string;
  /** Last name. */
  last_name?: string;
  /** Form of address. */
  title?: string;
  /** Gender. */
  gender?: string;
  /** Date of birth. */
  date_of_birth?: string;
  /** E-mail address. */
  email?: string;
  /** Country code of the phone number, such as `1`. */
  phone_code?: string;
  /** Cell phone. */
  alt_phone_1?: string;
  /** Work phone. */
  alt_phone_2?: string;
  /** Address, first line. */
  address1?: string;
  /** Address, second line. */
  address2?: string;
  /** City. */
  city?: string;
  /** State, as two letters. */
  state?: string;
  /** Province. */
  province?: string;
  /** Postal code. */
  postal_code?: string;
  /** Country. */
  country?: string;
  /** Offset of the lead's place from GMT. */
  locale_gmt?: string;
  /** Carrier of the phone number. */
  carrier_name?: string;
  /** Lead owner; `0` means unassigned. */
  owner_id?: string;
  /** Notes on the lead. */
  notes?: string;
  /** Name of the business. */
  business_name?: string;
  /** Name the business trades under. */
  dba?: string;
  /** Industry. */
  industry?: string;
  /** Monthly revenue. */
  monthly_revenue?: string;
  /** Annual revenue. */
  annual_revenue?: string;
  /** Date the business started. */
  start_date?: string;
  /** Standard field: consumer number. */
  std_consumer_number?: string;
  /** Standard field: company name. */
  std_company_name?: string;
  /** Standard field: account number. */
  std_account_number?: string;
  /** How often the lead was called. */
  called_count?: string;
  /** How often the lead called in. */
  called_count_inbound?: string;
  /** When the lead was last called. */
  last_called?: string;
  /** When the lead was last opened. */
  last_viewed?: string;
  /** When the lead was last reached. */
  last_reached_at?: string;
  /** When the lead got a final status. */
  final_reached_at?: string;
  /** When the lead was created. */
  created_at?: string;
  /** When the lead was last changed. */
  modified_at?: string;
  /** Who or what created the lead. */
  created_by?: string;
  /** Who or what changed the lead last. */
  last_modified_by?: string;
  /** Custom field 1 of the lead layout. */
  custom_field_1?: string;
  /** Custom field 2 of the lead layout. */
  custom_field_2?: string;
  /** Custom field 3 of the lead layout. */
  custom_field_3?: string;
  /** Custom field 4 of the lead layout. */
  custom_field_4?: string;
  /** Custom field 5 of the lead layout. */
  custom_field_5?: string;
  /** Custom field 6 of the lead layout. */
  custom_field_6?: string;
  /** Custom field 7 of the lead layout. */
  custom_field_7?: string;
  /** Custom field 8 of the lead layout. */
  custom_field_8?: string;
  /** Custom field 9 of the lead layout. */
  custom_field_9?: string;
  /** Custom field 10 of the lead layout. */
  custom_field_10?: string;
}

/** A flat Connect payload: canonical names, and whatever else was delivered under the name it came by. */
export interface ConnectPayload extends ConnectPayloadFields {
  [name: string]: string | undefined;
}
