import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Agent } from 'undici';
import { createEgressPolicy } from '../../src/egress/egress-policy.js';
import { createGuardedAgent, type AddressLookup } from '../../src/egress/guarded-agent.js';
import { sendRequest, type OutgoingRequest, type SendOutcome } from '../../src/egress/send-request.js';
import { startHttp, startSockets, type RunningServer } from './test-server.js';

const cleanUp: (() => Promise<unknown>)[] = [];

/** Ends what the test has started, the last first. */
export async function endAll(): Promise<void> {
  for (const close of cleanUp.splice(0).reverse()) await close();
}

export function openAgent(connectTimeoutMs = 2_000, lookup?: AddressLookup): Agent {
  const policy = createEgressPolicy(['127.0.0.1', 'crm.example.test']);
  const agent = createGuardedAgent(policy, { connectTimeoutMs, ...(lookup === undefined ? {} : { lookup }) });
  cleanUp.push(() => agent.destroy());
  return agent;
}

export async function serveHttp(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = await startHttp(listener);
  cleanUp.push(() => server.close());
  return `http://127.0.0.1:${server.port}`;
}

export async function serveSockets(onSocket: (socket: Socket) => void): Promise<RunningServer> {
  const server = await startSockets(onSocket);
  cleanUp.push(() => server.close());
  return server;
}

export interface Sending extends Partial<OutgoingRequest> {
  readonly url: string;
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
  readonly now?: () => number;
}

export function send(agent: Agent, sending: Sending): Promise<SendOutcome> {
  const { timeoutMs = 5_000, maxResponseBytes = 65_536, now = () => performance.now(), ...request } = sending;
  return sendRequest(agent, { method: 'GET', headers: [], ...request }, { timeoutMs, maxResponseBytes, now });
}

/** undici takes a connection back a turn of the event loop after the answer. */
export async function connectionIdle(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
