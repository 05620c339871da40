import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import type { AccountList } from './lists';

/**
 * Why a list could not be loaded. n8n shows no more than the message of such an error, so that the remedy is a part
 * of it.
 */
export function listFailure(node: INode, error: unknown): NodeOperationError | NodeApiError {
  if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
  if (error instanceof ConvosoApiError) return told(node, `${error.message} ${error.remedy}`);
  return told(node, error instanceof Error ? error.message : String(error));
}

export function noCredential(node: INode): NodeOperationError {
  return told(node, 'No Convoso API credential is chosen. Choose or create one at the top of this panel.');
}

/** An account without any is rare; a token that may not see them is not. */
export function nothingListed(node: INode, { noun, endpoint }: AccountList): NodeOperationError {
  return told(
    node,
    `Convoso names no ${noun} (${endpoint}). Create one there, or look whether the token may see them.`,
  );
}

function told(node: INode, what: string): NodeOperationError {
  const message = `${what} Codes and IDs can be typed meanwhile.`;
  // n8n replaces a message that names a network error by one of its own, which says neither of what nor what to do.
  return Object.assign(new NodeOperationError(node, message), { message });
}
