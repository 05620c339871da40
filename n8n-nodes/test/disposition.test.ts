import { describe, expect, it } from '@jest/globals';
import { ConvosoDisposition } from '../nodes/ConvosoDisposition/ConvosoDisposition.node';
import { failureOf, run } from './harness';

const dispositionOf = async (parameters: Record<string, string>, json = {}) => {
  const { outputs } = await run(new ConvosoDisposition(), { parameters, items: [json] });
  return outputs[0]?.[0]?.json['disposition'];
};

describe('the disposition node', () => {
  it("decodes a code that is written, or the item's own status", async () => {
    expect(await dispositionOf({ code: 'sale' })).toMatchObject({ code: 'SALE', flags_from: 'built-in' });
    const event = { kinds: [], lead: {}, call: { status: 'NI' }, extra: {}, custom: {} };
    expect(await dispositionOf({}, event)).toMatchObject({ name: 'Not Interested' });
    expect(await dispositionOf({}, { disposition: 'NI' })).toMatchObject({ code: 'NI' });
  });

  it('goes by a table that is given, with Y and N or with true and false', async () => {
    const given = { table: 'given', code: 'XX' };
    for (const final of ['Y', true]) {
      const statuses = JSON.stringify([{ status: 'XX', name: 'Extra', final, success: 'N' }]);
      expect(await dispositionOf({ ...given, statuses })).toMatchObject({
        name: 'Extra',
        flags_from: 'account',
        flags: { final: true, success: false },
      });
    }
  });

  it("asks the account's own table once for all items", async () => {
    const rows = [{ status: 'WON', name: 'Sale', final: 'Y' }];
    const { outputs, requests } = await run(new ConvosoDisposition(), {
      parameters: { operation: 'encode', name: 'Sale', table: 'account' },
      items: [{}, {}, {}],
      credentials: { convosoApi: { authToken: 'planted-token-1' } },
      answer: () => ({
        statusCode: 200,
        headers: {},
        body: JSON.stringify({ success: true, code: 200, data: rows }),
      }),
    });
    expect(outputs[0]?.map(({ json }) => json['disposition'])).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ code: 'WON' })),
    );
    expect(requests).toHaveLength(1);
  });

  it.each([
    [{ operation: 'decode' }, /Code: There is no code, and the item has no status/],
    [{ operation: 'encode', name: 'Nonsense' }, /Name: "Nonsense"[^]*It is "Nonsense"/],
    [{ operation: 'encode', name: 'Call Back' }, /several codes[^]*CALLBK, CB/],
  ])('refuses %j and says what to do', async (parameters, pattern) => {
    expect(await failureOf(new ConvosoDisposition(), { parameters })).toMatch(pattern);
  });
});
