import {
  ECHO_MS,
  LOOP_WINDOW_MS,
  NO_GUARD_STATES,
  RATE_LIMIT_WINDOW_MS,
  expectEcho,
  type GuardStates,
  type LeadKey,
  type LiveCall,
} from '@convoso-connect/core';
import type { Leads } from '../ports/leads.js';
import type { Sync } from './sync.js';
import type { HeldCall, Tables } from './tables.js';

export function liveCallKey({ callKey, agent }: Pick<HeldCall, 'callKey' | 'agent'>): string {
  return JSON.stringify([callKey, agent]);
}

export function memoryLeads(tables: () => Tables): Sync<Leads> {
  const found = <State>(held: ReadonlyMap<string, { readonly state: State }>, keys: readonly string[]) =>
    new Map([...held].filter(([key]) => keys.includes(key)).map(([key, { state }]) => [key, state]));
  const all = <State>(held: ReadonlyMap<string, { readonly state: State }>) => found(held, [...held.keys()]);
  const keepGuards = (leadKey: string, states: GuardStates, at: number): void => {
    const rates = [...states.rates].filter(([, times]) =>
      times.some((time) => time > at - RATE_LIMIT_WINDOW_MS),
    );
    const echoes = states.echoes.filter(({ until }) => until > at);
    const longest = Math.max(states.echoes.length > 0 ? ECHO_MS : 0, RATE_LIMIT_WINDOW_MS);
    const state = { ...NO_GUARD_STATES, rates: new Map(rates), echoes };
    tables().guards.set(leadKey, { state, expiresAt: at + longest });
  };
  return {
    load: (leadKeys, callLogIds) => ({
      leads: found(tables().leads, leadKeys),
      calls: found(tables().calls, callLogIds),
      guards: found(tables().guards, leadKeys),
      loops: all(tables().loops),
    }),
    states: (leadKeys) => found(tables().leads, leadKeys),
    calls: (callLogIds) => found(tables().calls, callLogIds),
    save: ({ leads, calls, guards, loops }) => {
      for (const [key, state] of leads) tables().leads.set(key, { state, updatedAt: state.updatedAt });
      for (const [key, changed] of calls) tables().calls.set(key, changed);
      for (const [key, { states, at }] of guards) keepGuards(key, states, at);
      for (const [workflowId, state] of loops) {
        tables().loops.set(workflowId, { state, expiresAt: Math.max(0, ...state) + LOOP_WINDOW_MS });
      }
    },
    expectEchoes: ({ leadKey, workflowId, depth, otherSaves, written }, at) => {
      const before = tables().guards.get(leadKey)?.state ?? NO_GUARD_STATES;
      const echoes = written.reduce(
        (expected, each) => expectEcho(expected, { workflowId, depth, otherSaves, ...each }, at),
        before.echoes,
      );
      keepGuards(leadKey, { ...before, echoes }, at);
    },
    liveCalls: ({ callKeys, leadKeys, agents }) => {
      const rows = [...tables().liveCalls.values()];
      const isMeant = ({ callKey, leadKey, agent }: HeldCall): boolean =>
        callKeys.includes(callKey) ||
        (leadKey !== null && leadKeys.includes(leadKey)) ||
        agents.includes(agent);
      const keys = new Set(rows.filter(isMeant).map(({ callKey }) => callKey));
      return [...keys].flatMap((key): LiveCall[] => {
        const ofCall = rows.filter(({ callKey }) => callKey === key);
        const [first] = ofCall;
        if (first === undefined) return [];
        const names = ofCall.map(({ agent }) => agent).filter((agent) => agent !== '');
        return [{ key, leadKey: first.leadKey as LeadKey | null, agents: names, since: first.since }];
      });
    },
    saveLiveCalls: (changes) => {
      const { liveCalls } = tables();
      for (const [key, { callKey }] of [...liveCalls]) if (changes.has(callKey)) liveCalls.delete(key);
      for (const call of changes.values()) {
        if (call === null) continue;
        for (const agent of call.agents.length === 0 ? [''] : call.agents) {
          const held = { callKey: call.key, agent, leadKey: call.leadKey, since: call.since };
          liveCalls.set(liveCallKey(held), held);
        }
      }
    },
  };
}
