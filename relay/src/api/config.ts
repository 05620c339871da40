import { documentOf, maskConfig } from '@convoso-connect/core/config';
import { RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { Request, Response } from 'express';
import { openingOf } from '../access/access.js';
import type { Change as ConfigChange, Changed } from '../config/change.js';
import type { ConfigChanging } from '../config/config-truth.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { readRevision, unknownRevision } from '../config/revision-to-restore.js';
import { readCursor } from '../reads/cursor.js';
import { answered, noted } from './config-change.js';
import { asSeenBy } from './config-seen.js';
import { readIfMatch } from './if-match.js';
import { pageSize } from './query.js';
import { ANSWERED, FromRead, type Serve } from './serve.js';

export interface ConfigParts {
  readonly keeper: ConfigKeeper;
  readonly changes: ConfigChanging;
  /** Resolves when what other relays have accepted runs here, as far as it can. */
  readonly configUpToDate: () => Promise<void>;
}

const { config } = RELAY_API;

/** The running configuration, how it is changed, and those accepted before it. */
export function serveConfig(serve: Serve, { keeper, changes, configUpToDate }: ConfigParts): void {
  const shown = () => documentOf(maskConfig(keeper.current.revision.config));

  serve(config.get, async ({ response }) => {
    await configUpToDate();
    const { number: revision } = keeper.current.revision;
    setRevision(response, revision);
    return { revision, config: shown() };
  });
  serve(config.document, async ({ response }): Promise<typeof ANSWERED> => {
    await configUpToDate();
    setRevision(response, keeper.current.revision.number);
    response.attachment('connect.json').type('application/json');
    // As a person keeps it, and not in one line.
    response.send(`${JSON.stringify(shown(), null, 2)}\n`);
    return ANSWERED;
  });
  serve(config.put, async ({ query, body: text, request, response, change }) => {
    const ordered = { ...changeOf(query, request), text };
    const changing = asSeenBy(request, changes.put(ordered), 'document');
    return answerOf(response, await noted(change, ordered, changing));
  });
  serve(config.restore, async ({ params, query, request, response, change }) => {
    const ordered = changeOf(query, request);
    const changing = asSeenBy(request, changes.restore(readRevision(params.revision), ordered), 'revision');
    return answerOf(response, await noted(change, ordered, changing));
  });

  serve(config.revisions, ({ query }) => {
    const after = readCursor(query.after, ['number']);
    return new FromRead('revisions', {
      after: after === null ? null : Number(after[0]),
      limit: pageSize(query.limit),
    });
  });
  serve(
    config.revision,
    ({ params: { revision } }) =>
      new FromRead('revision', { revision: readRevision(revision) }, unknownRevision(revision)),
  );
  serve(config.changes, ({ params: { revision }, query: { since } }) => {
    const asked = {
      revision: readRevision(revision),
      since: since === undefined ? null : readRevision(since),
    };
    return new FromRead('revisionChanges', asked, unknownRevision(since ?? revision));
  });
}

function changeOf(
  { dryRun, overFile }: QueryOf<typeof config.put>,
  request: Request,
): Omit<ConfigChange, 'text'> {
  const { who, keyId } = openingOf(request).actor;
  return {
    base: readIfMatch(request),
    by: who,
    references: keyId === null ? 'any' : 'those that are there',
    mode: dryRun === 'true' ? 'check' : 'make',
    overFile: overFile ?? null,
  };
}

function answerOf(response: Response, changed: Changed) {
  setRevision(response, changed.revision);
  return answered(changed);
}

function setRevision(response: Response, revision: number): void {
  response.setHeader('etag', `"${revision}"`);
}
