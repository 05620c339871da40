export type Fields = Readonly<Record<string, string>>;

/** What Convoso sends at the end of a call: a disposition of one lead. */
export const DISPOSED: Fields = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Test',
  last_name: 'Lead',
  phone_number: '7735550167',
  status: 'NI',
  length_in_sec: '148',
  call_type: 'OUTBOUND',
  agent_comment: 'call back & ask for "Ünal" = 100% + more',
};

/** The end of one call of one lead; the number tells calls apart. */
export function callOf(leadId: string | number, call: string | number = 1): Fields {
  return { ...DISPOSED, lead_id: String(leadId), call_log_id: String(call) };
}

/** As Post Data Type RAW writes them. */
export function form(fields: Fields): string {
  return new URLSearchParams(fields).toString();
}
