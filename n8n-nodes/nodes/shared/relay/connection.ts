import { RelayError, createRelayClient, type RelayClient } from '@convoso-connect/core/relay-client';
import { NodeOperationError, type INode } from 'n8n-workflow';
import { fetchThrough, type Sender } from '../n8n-fetch';

export const RELAY_CREDENTIAL = 'convosoConnectRelayApi';

/**
 * The client of the relay that the node's credential names, its requests sent through n8n.
 *
 * @throws {RelayError} RELAY_URL_INVALID, RELAY_KEY_MISSING
 */
export async function relayOf(context: Sender, timeoutMs: number): Promise<RelayClient> {
  const { url, key } = await context.getCredentials(RELAY_CREDENTIAL);
  return createRelayClient({
    url: textOf(url),
    key: textOf(key),
    fetch: fetchThrough(context, RELAY_CREDENTIAL),
    timeoutMs,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What the relay refused or why it did not answer, as n8n shows it; anything else as it is. */
export function shownRelayError(node: INode, error: unknown, itemIndex: number): unknown {
  if (!(error instanceof RelayError)) return error;
  const { message, remedy, code } = error;
  return new NodeOperationError(node, `Relay: ${message}`, {
    description: `${remedy} ${hintOf(code)}(${code}, Item ${itemIndex})`,
    itemIndex,
  });
}

/** What only here is known about a refusal. */
function hintOf(code: string): string {
  return code === 'SCOPE_NEEDED'
    ? 'The key is the one in the credential Convoso Connect Relay API of this node. '
    : '';
}
