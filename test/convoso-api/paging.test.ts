import { describe, expect, it } from '@jest/globals';
import { convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { all, clientOf, failureOf } from './client.js';

function sent({ requests }: ConvosoStandIn, name: string): (string | null)[] {
  return requests.map(({ body }) => new URLSearchParams(body).get(name));
}

async function withCalls(count: number) {
  const stand = await convoso();
  for (let index = 0; index < count; index += 1) stand.account.addCall({});
  return { stand, ...clientOf(stand) };
}

describe('all rows of a search', () => {
  it('come page by page, each once and in order, with totals that are texts', async () => {
    const { stand, api } = await withCalls(7);

    const rows = await all(api.callLog.retrieveAll({ limit: 3, order: 'asc' }));

    expect(rows.map(({ id }) => id)).toEqual(stand.calls.all().map(({ id }) => id));
    expect(sent(stand, 'offset')).toEqual(['0', '3', '6']);
    expect(sent(stand, 'limit')).toEqual(['3', '3', '3']);
  });

  it('come in pages as large as Convoso allows, from the offset on that is asked for', async () => {
    const { stand, api } = await withCalls(5);

    const rows = await all(api.callLog.retrieveAll({ offset: 3 }));

    expect(rows).toHaveLength(2);
    expect(sent(stand, 'limit')).toEqual(['500']);
    expect(sent(stand, 'offset')).toEqual(['3']);
  });

  it('are asked for only as far as they are taken', async () => {
    const { stand, api } = await withCalls(9);

    for await (const { id } of api.callLog.retrieveAll({ limit: 2 })) {
      expect(id).toBe(stand.calls.all().at(-1)?.['id']);
      break;
    }

    expect(stand.requests).toHaveLength(1);
  });

  it('come once each, though a new call moves the others to the next page', async () => {
    const { stand, api } = await withCalls(4);
    const before = stand.calls.all().map(({ id }) => id);
    const ids: (string | null)[] = [];

    for await (const { id } of api.callLog.retrieveAll({ limit: 2 })) {
      ids.push(id);
      if (ids.length === 1) stand.account.addCall({});
    }

    expect(ids).toEqual(before.toReversed());
  });

  it('go on where a page is shorter than it was asked to be', async () => {
    const stand = await convoso();
    const page = (ids: number[], total: string | undefined) => ({
      status: 200,
      body: JSON.stringify({ success: true, data: { total, entries: ids.map((id) => ({ id })) } }),
    });
    for (const ids of [[1, 2], [3], [4, 5, 6]]) stand.answerNext(page(ids, '6'));

    const rows = await all(clientOf(stand).api.leads.searchAll({ limit: 3 }));

    expect(rows.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(sent(stand, 'offset')).toEqual(['0', '2', '3']);
  });

  it('end with the first empty page where Convoso does not say how many there are', async () => {
    const stand = await convoso();
    for (const entries of [[{ id: 1 }], [{ id: 2 }], []]) {
      stand.answerNext({ status: 200, body: JSON.stringify({ success: true, data: { entries } }) });
    }

    expect(await all(clientOf(stand).api.dnc.searchAll({ limit: 1 }))).toHaveLength(2);
  });

  it('are not said to be all where Convoso names more than it gives', async () => {
    const stand = await convoso();
    stand.answerNext({ status: 200, body: '{"success":true,"data":{"total":"5","entries":[]}}' });

    const error = await failureOf(all(clientOf(stand).api.leads.searchAll()));

    expect(error.code).toBe('CONVOSO_UNEXPECTED_ANSWER');
    expect(error.message).toContain('it says there are 5 rows and gives none after 0');
  });

  it('are fetched again, page by page, after a failure that passes', async () => {
    const { stand, api, waits } = await withCalls(3);
    const rows = [];

    for await (const row of api.callLog.retrieveAll({ limit: 2 })) {
      rows.push(row);
      if (rows.length === 2) stand.hangUpNext('before processing');
    }

    expect(rows).toHaveLength(3);
    expect(waits).toEqual([1_000]);
  });
});

describe('what lies beyond the largest offset of Convoso', () => {
  const beyond = async (total: number) => {
    const stand = await convoso();
    const body = JSON.stringify({
      success: true,
      data: {
        total_found: String(total),
        results: Array.from({ length: 500 }, (_, index) => ({ id: index })),
      },
    });
    stand.answerNext({ status: 200, body });
    const { api } = clientOf(stand);
    const given: unknown[] = [];
    const paging = (async () => {
      for await (const row of api.callLog.retrieveAll({ offset: 40_000 })) given.push(row);
    })();
    return { stand, given, paging };
  };

  it('is never left out in silence: the rows that can be reached, then an error that says what to do', async () => {
    const { stand, given, paging } = await beyond(52_000);

    const error = await failureOf(paging);

    expect(given).toHaveLength(500);
    expect(error).toMatchObject({
      code: 'CONVOSO_TOO_MANY_ROWS',
      repeatable: false,
      endpoint: 'log/retrieve',
    });
    expect(error.message).toBe(
      'log/retrieve has 52000 rows, and Convoso lets nobody go beyond the first 40500.',
    );
    expect(error.remedy).toBe(
      'Narrow the search by time (start_time, end_time), and go through one part after the other.',
    );
    expect(stand.requests).toHaveLength(1);
  });

  it('is nothing where the last page that can be reached is the last there is', async () => {
    const { given, paging } = await beyond(40_500);

    await paging;

    expect(given).toHaveLength(500);
  });
});

describe('limits', () => {
  it.each([
    ['limit', 501, 'limit must be a whole number from 1 to 500; got 501.'],
    ['limit', 0, 'limit must be a whole number from 1 to 500; got 0.'],
    ['offset', 40_001, 'offset must be a whole number from 0 to 40000; got 40001.'],
    ['offset', -1, 'offset must be a whole number from 0 to 40000; got -1.'],
  ])('beyond those that are documented are not sent: %s %i', async (name, value, message) => {
    const { stand, api } = await withCalls(0);

    const page = await failureOf(api.callLog.retrieve({ [name]: value }));
    const pages = await failureOf(all(api.callLog.retrieveAll({ [name]: value })));

    expect(page.findings).toEqual([{ severity: 'error', parameter: name, message }]);
    expect(pages.findings).toEqual(page.findings);
    expect(stand.requests).toEqual([]);
  });
});
