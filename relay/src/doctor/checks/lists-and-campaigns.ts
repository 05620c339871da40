import { ACTION_LABELS, ConnectError } from '@convoso-connect/core';
import { nearest, type Condition, type Workflow } from '@convoso-connect/core/config';
import type { Named } from '../../account-names/kinds.js';
import type { ConvosoAccount } from '../account.js';
import { broken, doubtful, fine, listed, skipped, type Finding } from '../finding.js';
import { actionsOf, fromConvoso, unanswered, type SetUp } from '../set-up.js';

/** An id of Convoso's that a workflow mentions. */
interface Mention {
  readonly kind: 'campaign' | 'list' | 'queue';
  readonly id: string;
  /** Who mentions it, as in `the scope of the workflow "Sale"`. */
  readonly by: string;
  /** What comes of an id that does not exist. */
  readonly otherwise: string;
}

/** Of these the API does not say which there are. */
const NOT_LISTED = { inboundNumber: 'inbound numbers', emailTemplate: 'e-mail templates' };

/** Whether the lists and campaigns that workflows mention exist. */
export async function checkListsAndCampaigns(setUp: SetUp): Promise<readonly Finding[]> {
  const mentions = setUp.workflows.flatMap(mentionsOf);
  const untold = setUp.workflows.flatMap(untoldOf);
  if (mentions.length === 0) {
    return untold.length > 0 ? untold : [skipped('no workflow mentions a list or a campaign')];
  }
  const findings = await fromConvoso(setUp, async (account) => {
    const found: Finding[] = [];
    const there: string[] = [];
    for (const mention of mentions) {
      const { name, findings } = await lookedUp(account, mention);
      found.push(...findings);
      if (name !== null) there.push(`${mention.kind} ${mention.id}${name === '' ? '' : ` "${name}"`}`);
    }
    return found.length > 0 ? found : [fine(`all that workflows mention exist: ${listed(there)}`)];
  });
  return [...findings, ...untold];
}

/** The ids by which a workflow mentions lists and campaigns, or what stands in their place. */
export function mentionsOf(workflow: Workflow): readonly Mention[] {
  const { name, relation } = workflow;
  const { type } = relation;
  const scope = `the scope of the workflow "${name}"`;
  const named = relation.all ? [] : relation.ids;
  const inScope =
    type === 'campaign' || type === 'list' || type === 'queue'
      ? named.map((id): Mention => ({ kind: type, id, by: scope, otherwise: 'it never starts by it' }))
      : [];
  const inActions = actionsOf(workflow).flatMap((action): Mention[] => {
    const by = `${ACTION_LABELS[action.type]} of the workflow "${name}"`;
    const otherwise = 'Convoso refuses it';
    if (action.type === 'MOVE') return [{ kind: 'list', id: action.listId, by, otherwise }];
    const everywhere = action.type !== 'DNC' || /^0+$/.test(action.campaignId);
    return everywhere ? [] : [{ kind: 'campaign', id: action.campaignId, by, otherwise }];
  });
  return [...inScope, ...conditionsOf(workflow).flatMap(mentionsOfCondition), ...inActions];
}

/** A condition, and who asks it. */
interface Asked {
  readonly condition: Condition;
  readonly by: string;
  readonly otherwise: string;
}

function conditionsOf({ name, events, stopIf }: Workflow): readonly Asked[] {
  const ofEvents = events
    .flatMap((event) => (event.type === 'LEAD_FIELDS_AND_CALL_DATA' ? event.conditions : []))
    .map((condition) => {
      return { condition, by: `a condition of the workflow "${name}"`, otherwise: 'it never starts by it' };
    });
  const ofStop = (stopIf.type === 'leadFilter' ? stopIf.conditions : []).map((condition) => {
    return { condition, by: `Stop Workflow If of "${name}"`, otherwise: 'nothing is stopped by it' };
  });
  return [...ofEvents, ...ofStop];
}

const KIND_OF_FIELD: Readonly<Record<string, Mention['kind']>> = {
  campaign_id: 'campaign',
  list_id: 'list',
  queue_id: 'queue',
};

function mentionsOfCondition({ condition, by, otherwise }: Asked): readonly Mention[] {
  const kind = KIND_OF_FIELD[condition.field];
  if (kind === undefined || condition.operator !== 'is_equal_to' || condition.value.trim() === '') return [];
  return [{ kind, id: condition.value.trim(), by, otherwise }];
}

function untoldOf({ name, relation }: Workflow): readonly Finding[] {
  const { type, all, ids } = relation;
  if (all || type === 'campaign' || type === 'list' || type === 'queue') return [];
  const message = `the scope of the workflow "${name}" names ${ids.join(', ')}, and Convoso's API does not say which ${NOT_LISTED[type]} there are`;
  return [skipped(message, 'Compare them with the screen in Convoso.')];
}

/** What Convoso calls what is mentioned; null with a finding where it has none, or does not say. */
interface LookedUp {
  readonly name: string | null;
  readonly findings: readonly Finding[];
}

async function lookedUp(account: ConvosoAccount, mention: Mention): Promise<LookedUp> {
  try {
    return mention.kind === 'list' ? await listLookedUp(account, mention) : await amongAll(account, mention);
  } catch (error) {
    if (error instanceof ConnectError) return { name: null, findings: [unanswered(error)] };
    throw error;
  }
}

async function listLookedUp(account: ConvosoAccount, mention: Mention): Promise<LookedUp> {
  // A name is no id that could be asked for.
  const found = /^\d+$/.test(mention.id) ? await account.list(mention.id) : null;
  if (found !== null) return { name: found.name, findings: [] };
  const remedy = meantRemedy(mention, await account.lists());
  const finding = missing(mention, remedy ?? 'Take the id from the Lists screen in Convoso.');
  return { name: null, findings: [finding] };
}

/** Of campaigns and queues there are few. */
async function amongAll(account: ConvosoAccount, mention: Mention): Promise<LookedUp> {
  const all = await (mention.kind === 'queue' ? account.queues() : account.campaigns());
  const found = all.find(({ id }) => id === mention.id);
  if (found !== undefined) return { name: found.name, findings: [] };
  const known = listed(all.map(({ id, name }) => `${id} ${name}`.trim()));
  if (mention.kind === 'queue') return { name: null, findings: [notAmongQueues(mention, known)] };
  const finding = missing(mention, meantRemedy(mention, all) ?? `Use one of the account's: ${known}.`);
  return { name: null, findings: [finding] };
}

/** Convoso lists queues for those who watch agents, which is no promise that there are no others. */
function notAmongQueues({ id, by, otherwise }: Mention, known: string): Finding {
  const message = `${by} names the queue ${id}, which is not among those that Convoso lists (${known}): if there is none, ${otherwise}`;
  return doubtful(message, 'Compare it with the Queues screen in Convoso.');
}

/** For a name where an id belongs the id, and for another slip what is nearest; null where nothing is near. */
function meantRemedy({ kind, id: written }: Mention, known: readonly Named[]): string | null {
  const asWritten = written.trim().toLowerCase();
  const named = known.filter(({ name }) => name.trim().toLowerCase() === asWritten);
  if (named.length > 0) {
    const ids = named.map(({ id }) => id).join(' or ');
    return `Write ${ids}, the id of the ${kind} "${named[0]?.name ?? ''}".`;
  }
  const candidates = new Map(known.flatMap((each) => [[each.id, each] as const, [each.name, each] as const]));
  const meant = candidates.get(nearest(written, [...candidates.keys()]) ?? '');
  return meant === undefined ? null : `Did you mean ${meant.id}, the ${kind} "${meant.name}"?`;
}

function missing({ kind, id, by, otherwise }: Mention, remedy: string): Finding {
  return broken(`${by} names the ${kind} ${id}, which the account does not have: ${otherwise}`, remedy);
}
