import {
  RelayError,
  isAway,
  relayHolds,
  type RelayHolds,
  type RelayLedger,
} from '@convoso-connect/core/relay-client';
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { relayOf, shownRelayError } from '../shared/relay/connection';
import { patientLedger } from '../shared/relay/patient-ledger';
import type { RelayRule } from './read-relay-rule';

/** What a node has the relay do. */
export interface RelayProgram {
  readonly ask: RelayLedger;
  readonly hold: RelayHolds;
}

export type RelayPrograms = (asking: Pick<RelayRule, 'whenAway' | 'timeoutMs'>) => Promise<RelayProgram>;

/** The relay as the items of one run use it; those that ask alike wait for it together. */
export function relayPrograms(context: IExecuteFunctions): RelayPrograms {
  const programs = new Map<string, RelayProgram>();
  return async ({ whenAway, timeoutMs }) => {
    const key = JSON.stringify([whenAway, timeoutMs]);
    const known = programs.get(key);
    if (known !== undefined) return known;
    const relay = await relayOf(context, timeoutMs);
    const program = {
      ask: patientLedger(relay, { whenAway, timeoutMs }),
      hold: relayHolds(relay, { whenAway }),
    };
    programs.set(key, program);
    return program;
  };
}

/** Does what needs the relay; what that refuses, and that it was away, is told in its words. */
export async function ofRelay<T>(
  context: IExecuteFunctions,
  itemIndex: number,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof RelayError) || !isAway(error))
      throw shownRelayError(context.getNode(), error, itemIndex);
    throw new NodeOperationError(context.getNode(), `Relay: ${error.message}`, {
      description: `Nothing was done, as When the Relay Is Away says. ${error.remedy} Then run it again: asking again is safe, and nothing counts twice. (${error.code}, Item ${itemIndex})`,
      itemIndex,
    });
  }
}
