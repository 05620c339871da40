import { createHash } from 'crypto';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { BoundedMap } from '../bounded-map';
import { convosoApiOf, convosoCredential } from '../convoso-api';
import { listFailure, noCredential, nothingListed } from './list-failure';
import { ACCOUNT_LISTS, inOrder, type AccountListName, type ListEntry } from './lists';

/** People wait in front of an open list: one try, and an end to it. */
const LONGEST_WAIT_MS = 10_000;

/** So long a list is taken as it was read: n8n asks again with each letter that is searched for. */
const KEPT_MS = 30_000;

const MOST_KEPT = 20;

interface Kept {
  readonly entries: readonly ListEntry[];
  readonly at: number;
}

const kept = new BoundedMap<string, Kept>(MOST_KEPT);

/**
 * A list of the account in the order in which it is shown.
 *
 * @throws {NodeOperationError} why there is none, with the remedy: an empty list would not tell
 */
export async function accountList(
  context: ILoadOptionsFunctions,
  name: AccountListName,
): Promise<readonly ListEntry[]> {
  return await fromAccount(context, async (api, account) => {
    const key = `${name}/${account}`;
    const now = Date.now();
    const before = kept.get(key);
    if (before !== undefined && now - before.at < KEPT_MS) return before.entries;
    const entries = inOrder(await ACCOUNT_LISTS[name].read(api));
    if (entries.length === 0) throw nothingListed(context.getNode(), ACCOUNT_LISTS[name]);
    kept.set(key, { entries, at: now });
    return entries;
  });
}

/** Asks the account something; what goes wrong is told in words. `account` tells one account from another. */
export async function fromAccount<T>(
  context: ILoadOptionsFunctions,
  ask: (api: ConvosoApi, account: string) => Promise<T>,
): Promise<T> {
  const node = context.getNode();
  if (node.credentials?.['convosoApi'] === undefined) throw noCredential(node);
  try {
    const credential = await convosoCredential(context);
    const api = convosoApiOf(context, credential, { timeoutMs: LONGEST_WAIT_MS, repeats: false });
    const account = createHash('sha256').update(JSON.stringify(credential)).digest('base64');
    return await ask(api, account);
  } catch (error) {
    throw listFailure(node, error);
  }
}
