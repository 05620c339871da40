import { ConnectError, SYSTEM_CODES } from '@convoso-connect/core';
import { suggest, type Workflow } from '@convoso-connect/core/config';
import { broken, fine, listed, skipped, type Finding } from '../finding.js';
import { actionsOf, type SetUp } from '../set-up.js';

/** A status that a workflow mentions. */
interface Mention {
  readonly code: string;
  readonly workflow: string;
  readonly how: 'waited for' | 'set';
  /** Where, as in `its event DISPOSITION`. */
  readonly place: string;
}

/**
 * Whether the statuses that workflows mention exist. What the dialer sets by itself (domain-facts C.2) may be waited
 * for whether the table has it or not; nothing but the account's own table says what can be set.
 */
export async function checkStatusCodes(setUp: SetUp): Promise<readonly Finding[]> {
  const mentions = setUp.workflows.flatMap(mentionsOf);
  if (mentions.length === 0) return [skipped('no workflow mentions a status')];
  const table = await tableOf(setUp);
  if (table === null) {
    const remedy = 'Run: npm run connect -- statuses pull';
    return [skipped("the account's statuses are not known", remedy)];
  }
  const settable = new Set(table.codes.map(folded));
  const known = new Set([...settable, ...SYSTEM_CODES.map(({ code }) => folded(code))]);
  const unknown = mentions.filter(({ code, how }) => !(how === 'set' ? settable : known).has(folded(code)));
  if (unknown.length > 0) return unknown.map((mention) => findingOf(mention, table));
  return [fine(`all that workflows mention exist: ${listed(mentions.map(({ code }) => code))}`)];
}

interface Table {
  readonly whose: 'the account' | 'the loaded table';
  readonly codes: readonly string[];
}

/** As Convoso has them now; where it does not say, as they were loaded. */
async function tableOf({ config, convoso }: SetUp): Promise<Table | null> {
  const codes = config.statuses.map(({ status }) => status);
  const loaded = codes.length === 0 ? null : ({ whose: 'the loaded table', codes } as const);
  if (convoso.account === null) return loaded;
  try {
    const statuses = await convoso.account.statuses();
    return { whose: 'the account', codes: statuses.map(({ status }) => status) };
  } catch (error) {
    if (error instanceof ConnectError) return loaded;
    throw error;
  }
}

function mentionsOf(workflow: Workflow): readonly Mention[] {
  const events = workflow.events.flatMap((event): Mention[] => {
    const place = `its event ${event.type}`;
    return codesOf(event).map((code) => ({ code, workflow: workflow.name, how: 'waited for', place }));
  });
  const actions = actionsOf(workflow).flatMap((action): Mention[] =>
    action.type === 'STATUS'
      ? [{ code: action.status, workflow: workflow.name, how: 'set', place: 'its Status Change' }]
      : [],
  );
  return [...events, ...actions];
}

function codesOf(event: Workflow['events'][number]): readonly string[] {
  switch (event.type) {
    case 'DISPOSITION':
    case 'REDISPOSITION':
      return event.values ?? [];
    case 'LEAD_STATUS':
      return [...(event.from ?? []), ...(event.to ?? [])];
    default:
      return [];
  }
}

function findingOf({ code, workflow, how, place }: Mention, { whose, codes }: Table): Finding {
  const outcome = how === 'set' ? 'Convoso cannot set it' : 'it never starts by it';
  const message = `the workflow "${workflow}" mentions the status ${code} in ${place}, which ${whose} does not have: ${outcome}`;
  const otherwise = `Correct it, or add the status in Convoso. There are ${listed(codes)}.`;
  return broken(message, suggest(code, codes, otherwise));
}

/** Codes compare in any case (domain-facts C.6). */
function folded(code: string): string {
  return code.trim().toUpperCase();
}
