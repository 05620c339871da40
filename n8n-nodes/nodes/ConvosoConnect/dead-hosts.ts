import type { SendOutcome } from '@convoso-connect/core';
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/** So many items in a row that could not connect say that a host is down, and not that one attempt was unlucky. */
const FAILED_IN_A_ROW = 2;

/**
 * Which hosts could not be reached in this run. Each further item would only wait for nothing: it fails at once,
 * unsent, and can be sent again when the host is back.
 */
export class DeadHosts {
  readonly #failed = new Map<string, number>();

  refuseIfDown(context: IExecuteFunctions, url: string, itemIndex: number): void {
    const host = hostOf(url);
    if ((this.#failed.get(host) ?? 0) < FAILED_IN_A_ROW) return;
    throw new NodeOperationError(context.getNode(), `Not sent: ${host} could not be reached just before`, {
      description: `The ${FAILED_IN_A_ROW} items before could not connect, so this one was not tried. Send it again when the system is back. (Item ${itemIndex})`,
      itemIndex,
    });
  }

  learn(url: string, outcome: SendOutcome): void {
    const host = hostOf(url);
    const isUnreached =
      outcome.kind === 'failed' && (outcome.failure === 'connect' || outcome.failure === 'dns');
    if (isUnreached) this.#failed.set(host, (this.#failed.get(host) ?? 0) + 1);
    else this.#failed.delete(host);
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
