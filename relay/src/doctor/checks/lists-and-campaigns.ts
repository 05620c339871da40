import { ACTION_LABELS, ConnectError } from '@convoso-connect/core';
import type { Workflow } from '@convoso-connect/core/config';
import type { ConvosoAccount } from '../account.js';
import { broken, fine, listed, skipped, type Finding } from '../finding.js';
import { actionsOf, fromConvoso, unanswered, type SetUp } from '../set-up.js';

/** An id of Convoso's that a workflow mentions. */
interface Mention {
  readonly kind: 'campaign' | 'list';
  readonly id: string;
  /** Who mentions it, as in `the scope of the workflow "Sale"`. */
  readonly by: string;
  /** What comes of an id that does not exist. */
  readonly otherwise: string;
}

/** Of these the API does not say which there are. */
const NOT_LISTED = { queue: 'queues', inboundNumber: 'inbound numbers', emailTemplate: 'e-mail templates' };

/** Whether the lists and campaigns that workflows mention exist. */
export async function checkListsAndCampaigns(setUp: SetUp): Promise<readonly Finding[]> {
  const mentions = setUp.workflows.flatMap(mentionsOf);
  const untold = setUp.workflows.flatMap(untoldOf);
  if (mentions.length === 0) {
    return untold.length > 0 ? untold : [skipped('no workflow mentions a list or a campaign')];
  }
  const findings = await fromConvoso(setUp, async (account) => {
    const found: Finding[] = [];
    for (const mention of mentions) found.push(...(await findingsOf(account, mention)));
    return found.length > 0 ? found : [fine(`all that workflows mention exist: ${namesOf(mentions)}`)];
  });
  return [...findings, ...untold];
}

function mentionsOf(workflow: Workflow): readonly Mention[] {
  const { name, relation } = workflow;
  const { type } = relation;
  const scope = `the scope of the workflow "${name}"`;
  const named = relation.all ? [] : relation.ids;
  const inScope =
    type === 'campaign' || type === 'list'
      ? named.map((id): Mention => ({ kind: type, id, by: scope, otherwise: 'it never starts by it' }))
      : [];
  const inActions = actionsOf(workflow).flatMap((action): Mention[] => {
    const by = `${ACTION_LABELS[action.type]} of the workflow "${name}"`;
    const otherwise = 'Convoso refuses it';
    if (action.type === 'MOVE') return [{ kind: 'list', id: action.listId, by, otherwise }];
    const everywhere = action.type !== 'DNC' || /^0+$/.test(action.campaignId);
    return everywhere ? [] : [{ kind: 'campaign', id: action.campaignId, by, otherwise }];
  });
  return [...inScope, ...inActions];
}

function untoldOf({ name, relation }: Workflow): readonly Finding[] {
  const { type, all, ids } = relation;
  if (all || type === 'campaign' || type === 'list') return [];
  const message = `the scope of the workflow "${name}" names ${ids.join(', ')}, and Convoso's API does not say which ${NOT_LISTED[type]} there are`;
  return [skipped(message, 'Compare them with the screen in Convoso.')];
}

async function findingsOf(account: ConvosoAccount, mention: Mention): Promise<readonly Finding[]> {
  try {
    return mention.kind === 'list'
      ? await listFindings(account, mention)
      : await campaignFindings(account, mention);
  } catch (error) {
    if (error instanceof ConnectError) return [unanswered(error)];
    throw error;
  }
}

async function listFindings(account: ConvosoAccount, mention: Mention): Promise<readonly Finding[]> {
  if (await account.hasList(mention.id)) return [];
  return [missing(mention, 'Take the id from the Lists screen in Convoso.')];
}

async function campaignFindings(account: ConvosoAccount, mention: Mention): Promise<readonly Finding[]> {
  const campaigns = await account.campaigns();
  if (campaigns.some(({ id }) => id === mention.id)) return [];
  const known = listed(campaigns.map(({ id, name }) => `${id} ${name}`.trim()));
  return [missing(mention, `Use one of the account's: ${known}.`)];
}

function missing({ kind, id, by, otherwise }: Mention, remedy: string): Finding {
  return broken(`${by} names the ${kind} ${id}, which the account does not have: ${otherwise}`, remedy);
}

function namesOf(mentions: readonly Mention[]): string {
  return listed(mentions.map(({ kind, id }) => `${kind} ${id}`));
}
