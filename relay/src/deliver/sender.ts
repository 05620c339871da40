import { performance } from 'node:perf_hooks';
import type { EndpointRequest } from '@convoso-connect/core';
import type { Settings } from '@convoso-connect/core/config';
import type { Agent } from 'undici';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { createGuardedAgent } from '../egress/guarded-agent.js';
import { sendRequest, type SendOutcome } from '../egress/send-request.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** How much of an answer is read, unless the caller expects more. */
const MAX_RESPONSE_BYTES = 64 * 1024;

/** Sends requests through the egress guard of the running configuration. */
export class Sender {
  #allow = '';
  #agent: Agent | null = null;

  /** Takes over the egress rules of a configuration; requests under way end under the former ones. */
  configure({ allow }: Settings['egress']): void {
    const key = JSON.stringify(allow);
    if (key === this.#allow && this.#agent !== null) return;
    void this.#agent?.close();
    this.#allow = key;
    this.#agent = createGuardedAgent(createEgressPolicy(allow), { connectTimeoutMs: CONNECT_TIMEOUT_MS });
  }

  send(
    request: EndpointRequest,
    timeoutSeconds: number,
    maxResponseBytes = MAX_RESPONSE_BYTES,
  ): Promise<SendOutcome> {
    if (this.#agent === null) throw new Error('the sender was used before it was configured');
    return sendRequest(this.#agent, request, {
      timeoutMs: timeoutSeconds * 1000,
      maxResponseBytes,
      now: () => performance.now(),
    });
  }

  async close(): Promise<void> {
    await this.#agent?.destroy();
  }
}
