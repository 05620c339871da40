import { describe, expect, it } from '@jest/globals';
import { createConvosoApi, type ConvosoApi } from '../../src/convoso-api/index.js';

type Arguments<M extends (...args: never) => unknown> = Parameters<M>[0];
type Resolved<M extends (...args: never) => Promise<unknown>> = Awaited<ReturnType<M>>;

/** True where each of the two can stand for the other; the compiler does the comparing. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

const api: ConvosoApi = createConvosoApi({
  authToken: 'planted-token',
  fetch: () => Promise.reject(new Error('no network here')),
});

describe('the types of the methods follow from the table', () => {
  it('what is required cannot be left out, what has options takes only those', () => {
    type CheckDup = NonNullable<Arguments<ConvosoApi['leads']['insert']>['check_dup']>;
    const same: [
      Same<Arguments<ConvosoApi['leads']['delete']>['lead_id'], string | number>,
      Same<Arguments<ConvosoApi['callbacks']['insert']>['recipient'], 'System' | 'Personal'>,
      Same<CheckDup, 0 | 1 | 2 | 3 | 4 | '0' | '1' | '2' | '3' | '4'>,
    ] = [true, true, true];
    expect(same).not.toContain(false);
    // @ts-expect-error -- phone_number is required
    void api.leads.insert({ list_id: 1 }).catch(() => undefined);
    // @ts-expect-error -- there is no such parameter
    void api.leads.update({ lead_id: 1, colour: 'green' }).catch(() => undefined);
    // @ts-expect-error -- a delete needs to know what
    void api.leads.delete().catch(() => undefined);
    void api.leads.search().catch(() => undefined);
    expect(api.leads.search).toBeInstanceOf(Function);
  });

  it('what is answered has one type for each value', () => {
    type Call = Resolved<ConvosoApi['callLog']['retrieve']>['rows'][number];
    const same: [
      Same<Call['call_length'], number | null>,
      Same<Call['lead_id'], string | null>,
      Same<Call['recording'][number]['public_url'], string | null>,
      Same<Resolved<ConvosoApi['leads']['insert']>['data']['lead_id'], string | null>,
      Same<Resolved<ConvosoApi['statuses']['search']>['rows'][number]['final'], boolean | null>,
      Same<Resolved<ConvosoApi['users']['search']>['rows'][number]['extension'], readonly string[]>,
    ] = [true, true, true, true, true, true];
    expect(same).not.toContain(false);
    expect(Object.keys(api.callLog)).toEqual(['retrieve', 'retrieveAll', 'update']);
  });

  it('what has pages can be gone through, and nothing else', () => {
    expect(
      Object.values(api)
        .flatMap((group) => Object.keys(group))
        .filter((name) => name.endsWith('All')),
    ).toHaveLength(9);
    // @ts-expect-error -- campaigns come all at once
    expect(api.campaigns.searchAll).toBeUndefined();
  });
});
