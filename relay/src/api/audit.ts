import { ConnectError } from '@convoso-connect/core';
import { ACTORS, AUDITED, RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { Access } from '../access/access.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { AskedChanges } from '../reads/audit.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { readTimeSpan } from './date-range.js';
import { pageSize, readOneOf } from './query.js';
import { FromRead, type Serve } from './serve.js';

export interface AuditParts {
  readonly keeper: ConfigKeeper;
  readonly reader: Reader;
  readonly access: Pick<Access, 'keys' | 'now'>;
}

/** Who changed what, newest first. */
export function serveAudit(serve: Serve, { keeper, reader, access }: AuditParts): void {
  serve(RELAY_API.audit.list, async ({ query }) => {
    const asked = askedChanges(query, keeper.current.revision.config.account.timeZone);
    const { who } = asked.filter;
    if (who !== null && !isSomebody(who, access)) await refuseUnlessAudited(who, { reader, asked });
    return new FromRead('audit', asked);
  });
}

function isSomebody(who: string, { keys, now }: Pick<Access, 'keys' | 'now'>): boolean {
  return Object.values<string>(ACTORS).includes(who) || keys.list(now()).some(({ name }) => name === who);
}

/** A key that was withdrawn is known as long as the log has it; who is misspelt must not seem to have changed nothing. */
async function refuseUnlessAudited(
  who: string,
  { reader, asked }: { readonly reader: Reader; readonly asked: AskedChanges },
): Promise<void> {
  const filter = { who, what: null, from: null, to: null };
  const any = await reader.ask('audit', { ...asked, filter, after: null, limit: 1 });
  if (any.changes.length > 0) return;
  throw new ConnectError(
    'UNKNOWN_VALUE',
    `who is ${JSON.stringify(who.slice(0, 80))}, which is no key, and nobody in the log`,
    `Use the name of a key as it was made, or one of ${Object.values(ACTORS).join(', ')}.`,
  );
}

/** What a query asks for. Throws a `ConnectError`: UNKNOWN_CURSOR, UNKNOWN_VALUE, NOT_A_DATE. */
export function askedChanges(
  { who, what, from, to, after, limit }: QueryOf<typeof RELAY_API.audit.list>,
  timeZone: string,
): AskedChanges {
  const place = readCursor(after, ['number', 'number']);
  return {
    timeZone,
    filter: {
      who: who ?? null,
      what: readOneOf('what', what, AUDITED),
      ...readTimeSpan({ from, to }, timeZone),
    },
    after: place === null ? null : { at: Number(place[0]), id: Number(place[1]) },
    limit: pageSize(limit),
  };
}
