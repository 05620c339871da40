import { actionSchema, type Action } from '../../src/config/index.js';
import type { Errand, PlannedCall } from '../../src/actions/index.js';
import { ConvosoApiError, type ConvosoApi } from '../../src/convoso-api/index.js';
import type { FieldValues } from '../../src/fields/value.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import { occurrenceOf } from '../occurrence/sample.js';

/** Noon in New York, nine in Los Angeles, in winter. */
export const NOW = Date.parse('2026-11-20T17:00:00.000Z');

/** What an action is carried out with: `parts` as delivered, `lead` as delivered last. */
export function errandOf<Type extends Action['type']>(
  action: { readonly type: Type } & Readonly<Record<string, unknown>>,
  parts: Partial<Snapshot> = { lead: { id: '1364887' } },
  { lead = {}, timeZone = 'America/Los_Angeles' }: { lead?: FieldValues; timeZone?: string } = {},
): Errand<Type> {
  return {
    action: actionSchema.parse({ id: 'a', ...action }) as Errand<Type>['action'],
    trigger: occurrenceOf(parts),
    lead,
    now: NOW,
    timeZone,
  };
}

type Row = Readonly<Record<string, unknown>>;

/** What Convoso holds, and refuses. */
export interface Holdings {
  readonly leads?: readonly Row[];
  readonly callbacks?: readonly Row[];
  /** Codes of Convoso's, by the path that they are answered at. */
  readonly refuse?: Readonly<Record<string, number>>;
}

export interface FakeConvoso {
  readonly api: ConvosoApi;
  /** Every call that was made, in order. */
  readonly calls: readonly { readonly endpoint: string; readonly parameters: Row }[];
}

/** Convoso as an account in memory: searches find what it holds, and everything else is taken and remembered. */
export function fakeConvoso({ leads = [], callbacks = [], refuse = {} }: Holdings = {}): FakeConvoso {
  const calls: { endpoint: string; parameters: Row }[] = [];
  const take = (endpoint: string, parameters: Row = {}): void => {
    calls.push({ endpoint, parameters });
    const code = refuse[endpoint];
    if (code !== undefined) throw refusal(endpoint, code);
  };
  const write = (endpoint: string) => async (parameters: Row) => {
    take(endpoint, parameters);
    return { data: {}, raw: { success: true, at: endpoint }, warnings: [] };
  };
  const api = {
    leads: {
      search: async (wanted: Row) => {
        take('leads/search', wanted);
        const rows = leads.filter(
          (lead) =>
            (wanted['lead_id'] === undefined || lead['id'] === wanted['lead_id']) &&
            (wanted['phone_number'] === undefined || lead['phone_number'] === wanted['phone_number']),
        );
        return { rows: rows.map((lead) => ({ other: {}, ...lead })), total: rows.length };
      },
      update: write('leads/update'),
      insert: write('leads/insert'),
    },
    callbacks: {
      async *searchAll(wanted: Row) {
        take('callbacks/search', wanted);
        yield* callbacks.filter((callback) => callback['lead_id'] === wanted['lead_id']);
      },
      insert: write('callbacks/insert'),
      update: write('callbacks/update'),
      delete: write('callbacks/delete'),
    },
    dnc: { insert: write('dnc/insert') },
    revenue: { update: write('revenue/update') },
  };
  return { api: api as unknown as ConvosoApi, calls };
}

function refusal(endpoint: string, convosoCode: number): ConvosoApiError {
  const failure = {
    code: 'CONVOSO_REFUSED',
    message: `${endpoint} was refused.`,
    remedy: 'Correct what Convoso names.',
    outcome: 'refused',
    repeatable: false,
    endpoint,
    convosoCode,
    raw: { success: false, code: convosoCode },
  } as const;
  return new ConvosoApiError(failure, 1);
}

/** A plan with nothing but these calls. */
export const planOf = (...calls: readonly PlannedCall[]) => ({ calls, written: [] });
