import { callOf, type Fields } from '../support/calls.js';
import { config, endpoint, type Parts } from '../support/config.js';
import type { Destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { LIST, TOKEN, USER, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';

export const LEAD = '1364887';
export const CALL = '14683239';

/** A lead of Convoso's, and a call with it, as an account has them before anything happens. */
export function withLead(standIn: ConvosoStandIn, values: Record<string, string> = {}): void {
  standIn.leads.add({
    id: LEAD,
    list_id: LIST,
    phone_number: '7735550167',
    phone_code: '1',
    alt_phone_1: '7735550168',
    alt_phone_2: '',
    first_name: 'Test',
    last_name: 'Lead',
    email: 'lead@example.test',
    status: 'NI',
    ...values,
  });
  standIn.account.addCall({ id: CALL, lead_id: LEAD });
}

/** The call of that lead, as Convoso Connect delivers it. */
export const disposed = (more: Fields = {}): Fields => ({
  ...callOf(LEAD, CALL),
  list_id: LIST,
  user_id: USER,
  ...more,
});

/** A document with one workflow, on any disposition, that performs these actions in the stand-in account. */
export function documentWith(
  standIn: Pick<ConvosoStandIn, 'baseUrl'>,
  actions: readonly object[],
  parts: Partial<Parts> & { readonly workflow?: object } = {},
): unknown {
  const { workflow = {}, ...rest } = parts;
  const document = config({
    endpoints: [],
    workflows: [
      {
        id: 'w',
        name: 'Workflow',
        events: [{ type: 'DISPOSITION' }],
        actionSets: [{ id: 's', actions }],
        ...workflow,
      },
    ],
    ...rest,
  });
  const account = { id: 'main', timeZone: 'America/Los_Angeles', apiBaseUrl: standIn.baseUrl };
  return { ...document, account: { ...account, authToken: { secretRef: 'env:TOKEN' } } };
}

export interface Set {
  readonly standIn: ConvosoStandIn;
  readonly relay: TestRelay;
}

/** A relay that performs these actions on any disposition in a stand-in account that has the lead and its call. */
export async function performing(
  actions: readonly object[],
  parts: Parameters<typeof documentWith>[2] = {},
): Promise<Set> {
  const standIn = await convoso();
  withLead(standIn);
  const relay = await runRelay({
    config: documentWith(standIn, actions, parts),
    env: { TOKEN, SIGNING: 'a secret to sign with' },
  });
  return { standIn, relay };
}

export const smsEndpoint = (to: Destination, settings: object = {}) =>
  endpoint('sms', to, { adaptorId: undefined, requestMethod: 'POST', ...settings });
