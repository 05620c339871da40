import { Pool } from 'undici';

/** A delivery of a lead and a call of its own, as Convoso writes it. */
export function delivery(number) {
  return (
    `call_log_id=c${number}&lead_id=${1_000_000 + number}&first_name=Test&last_name=Lead&phone_number=7735550167` +
    '&status=NI&length_in_sec=148&call_date=2025-10-09+15%3A56%3A40&call_type=OUTBOUND&term_reason=CALLER' +
    '&agent_full_name=Test+Agent&agent_email=agent%40example.test&campaign_name=Solar+West&list_id=3343&recording='
  );
}

const HEADERS = ['content-type', 'application/x-www-form-urlencoded'];

/** Posts deliveries to a peer's hook over connections that stay open, with as little work of its own as possible. */
export class HookClient {
  constructor(url, connections) {
    this.pool = new Pool(url, { connections });
  }

  /**
   * @param {number} number of the delivery
   * @param {(answered: boolean) => void} done called once; false for any other answer than 200 and for none
   */
  post(number, done) {
    let status = 0;
    this.pool.dispatch(
      { path: '/hooks/main', method: 'POST', headers: HEADERS, body: delivery(number) },
      {
        onRequestStart() {},
        onResponseStart(controller, statusCode) {
          status = statusCode;
        },
        onResponseData() {},
        onResponseEnd: () => done(status === 200),
        onResponseError: () => done(false),
      },
    );
  }

  close() {
    return this.pool.close();
  }
}
