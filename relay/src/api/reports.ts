import { RELAY_API } from '@convoso-connect/core/relay-contract';
import { openingOf } from '../access/access.js';
import type { Access } from '../access/access.js';
import type { Alarms } from '../alarms/alarms.js';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { isNews, logSends, readSend, settlementOfSend } from '../reports/report.js';
import type { Store } from '../store/store.js';
import { readLead, readPhone } from './query.js';
import { DONE, type Serve } from './serve.js';

export interface ReportRouteParts {
  readonly store: Store;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  readonly access: Pick<Access, 'url'>;
  readonly alarms: Pick<Alarms, 'attempted'>;
}

/** What programs have sent by themselves, in the same logs, trails and alarms. */
export function serveReports(serve: Serve, { store, keeper, clock, access, alarms }: ReportRouteParts): void {
  serve(RELAY_API.logs.report, async ({ body, request }) => {
    const opening = openingOf(request);
    const owner = (opening.by === 'key' ? opening.named?.id : undefined) ?? '';
    const { masker, resolved } = keeper.current;
    const now = clock.now();
    const sends = body.sends.map((send) => {
      const leadKey = send.lead === undefined ? null : readLead(send.lead);
      return readSend(send, { owner, leadKey, phone: readPhone(send.phone), masker, now });
    });
    const logged = await store.durably((unit) => logSends(unit, sends));
    const base = (resolved.settings.publicUrl ?? access.url).replace(/\/+$/, '');
    const entries = sends.map((read, index) => {
      const { logId = 0, repeated = false } = logged[index] ?? {};
      if (!repeated && isNews(read.attempt, now)) alarms.attempted(settlementOfSend(read));
      return { id: read.send.id, logId, repeated, view: `${base}/api/logs/${logId}` };
    });
    return { ...DONE, entries };
  });
}
