import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { readCursor } from '../reads/cursor.js';
import { readTimeSpan } from './date-range.js';
import { pageSize, readLead } from './query.js';
import { FromRead, type Serve } from './serve.js';

/** What happened to one lead, newest first: each occurrence with its decisions, actions and attempts. */
export function serveLeads(serve: Serve, { keeper }: { readonly keeper: ConfigKeeper }): void {
  serve(RELAY_API.leads.history, ({ params, query }) => {
    const { timeZone } = keeper.current.revision.config.account;
    const after = readCursor(query.after, ['number']);
    return new FromRead('leadHistory', {
      leadKey: readLead(params.leadId),
      span: readTimeSpan({ from: query.from, to: query.to }, timeZone),
      after: after === null ? null : Number(after[0]),
      limit: pageSize(query.limit),
      timeZone,
    });
  });
}
