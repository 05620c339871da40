/** A disposition as Convoso delivers it (domain-facts B.5), with invented values. */
export const DISPOSITION = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Test',
  last_name: 'Lead',
  phone_number: '7735550167',
  email: 'lead@example.test',
  status: 'NI',
  length_in_sec: '148',
  call_date: '2025-10-09 15:56:40',
  call_type: 'OUTBOUND',
  term_reason: 'CALLER',
  agent_full_name: 'Test Agent',
  agent_email: 'agent@example.test',
  campaign_id: '111',
  campaign_name: 'Solar West',
  list_id: '3343',
};

/** n8n closes connections that have been idle for seconds, which may be just when one is used again. */
export const ONE_CONNECTION_EACH = { connection: 'close' };

/** Delivers fields as a form, which is Convoso's default. */
export async function deliver(url, fields, headers = {}) {
  return await send(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

/** Sends a request and reads the answer, whatever it is. */
export async function send(url, request) {
  const response = await fetch(url, { ...request, headers: { ...request.headers, ...ONE_CONNECTION_EACH } });
  const text = await response.text();
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // It then stands in the text.
  }
  return { status: response.status, text, json };
}
