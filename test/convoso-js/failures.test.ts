import {
  ConvosoApiError,
  ConvosoError,
  ConvosoHttpError,
  ConvosoTimeoutError,
  batch,
} from '@convoso-connect/core/convoso-js';
import { describe, expect, it } from '@jest/globals';
import { LIST, TOKEN, convoso } from '../stand-ins/convoso/convoso.js';
import { freePort } from '../support/free-port.js';
import { clientOf, failureOf } from './client.js';

const LEAD = { list_id: LIST, phone_number: '7735550167' };

describe('what Convoso refuses', () => {
  it("comes with Convoso's code and words, and with what the code means at this endpoint", async () => {
    const stand = await convoso();
    stand.refuseNext(6002, 'No such list');
    const error = await failureOf(clientOf(stand).leads.insert(LEAD));
    expect(error).toBeInstanceOf(ConvosoApiError);
    expect(error).toBeInstanceOf(ConvosoError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'ConvosoApiError',
      message: 'No such list',
      code: 6002,
      description: 'there is no such list',
      body: { success: false, code: 6002, text: 'No such list' },
      cause: { code: 'CONVOSO_REFUSED', outcome: 'refused', remedy: expect.any(String) },
    });
  });

  it('means something else at another endpoint', async () => {
    const stand = await convoso();
    stand.refuseNext(6002, 'Missing phone');
    const error = await failureOf(
      clientOf(stand).dnc.delete({ phone_number: '7735550167', phone_code: '1', campaign_id: '0' }),
    );
    expect(error).toMatchObject({ code: 6002, description: 'the phone number is missing' });
  });

  it('is one failed item of a batch', async () => {
    const stand = await convoso();
    const client = clientOf(stand);
    const leads = ['7735550167', 'no number', '7735550169'].map((phone_number) => ({
      ...LEAD,
      phone_number,
    }));
    const { results, successCount, errorCount } = await batch(leads, (lead) => client.leads.insert(lead));
    expect([successCount, errorCount]).toEqual([2, 1]);
    expect(results[1]).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('phone_number') },
    });
  });

  it('holds the token in neither message, body, nor cause', async () => {
    const stand = await convoso();
    stand.answerNext({ status: 500, body: `no room for ${TOKEN}` });
    stand.refuseNext(5001, `bad token ${TOKEN}`);
    for (let turn = 0; turn < 2; turn += 1) {
      const error = (await failureOf(clientOf(stand).leads.search())) as ConvosoError & { body: unknown };
      expect(JSON.stringify([error.message, error.body, error.cause, String(error.stack)])).not.toContain(
        TOKEN,
      );
    }
  });
});

describe('what fails otherwise', () => {
  it('by its HTTP status is a ConvosoHttpError with status and body', async () => {
    const stand = await convoso();
    stand.answerNext({ status: 502, body: 'bad gateway' });
    const error = await failureOf(clientOf(stand).leads.search());
    expect(error).toBeInstanceOf(ConvosoHttpError);
    expect(error).toMatchObject({
      status: 502,
      statusText: 'Bad Gateway',
      body: 'bad gateway',
      name: 'ConvosoHttpError',
    });
  });

  it('by silence is a ConvosoTimeoutError that says how long it was', async () => {
    const stand = await convoso();
    const release = stand.holdNext();
    const error = await failureOf(clientOf(stand, { timeout: 50 }).leads.search());
    release();
    expect(error).toBeInstanceOf(ConvosoTimeoutError);
    expect(error).toMatchObject({ timeout: 50, cause: { outcome: 'unknown' } });
  });

  it.each([1500.5, 3e9, Infinity])(
    'does not come from a timeout of %p, which no timer takes',
    async (timeout) => {
      const stand = await convoso();
      await expect(clientOf(stand, { timeout }).leads.search()).resolves.toBeDefined();
    },
  );

  it('by the network is a ConvosoError that says whether Convoso can have got it', async () => {
    const error = await failureOf(
      clientOf({ baseUrl: `http://127.0.0.1:${await freePort()}/v1` }).leads.search(),
    );
    expect(error).toBeInstanceOf(ConvosoError);
    expect(error).toMatchObject({ cause: { code: 'CONVOSO_UNREACHABLE', outcome: 'not-sent' } });
  });

  it('by its parameters is told before anything is sent, and all of it at once', async () => {
    const stand = await convoso();
    const wrong = { ...LEAD, phone_number: 'by letters', hopper_priority: 7 };
    const error = (await failureOf(clientOf(stand).leads.insert(wrong))) as ConvosoError;
    expect(error).toBeInstanceOf(ConvosoError);
    expect(error.message).toMatch(/phone_number must be.*hopper_priority is only sent together/);
    expect(stand.requests).toEqual([]);
  });

  it.each<[what: string, options: object, words: string]>([
    ['without a token', { authToken: undefined }, 'authToken is missing'],
    ['with a number for a token', { authToken: 1234567 }, 'authToken is a number and no text'],
    [
      'with a base URL in the clear',
      { baseUrl: 'http://convoso.example.test/v1' },
      'baseUrl has to be https',
    ],
    ['with a timeout of 0', { timeout: 0 }, 'timeout is 0'],
    ['with less than no retries', { maxRetries: -1 }, 'maxRetries is -1'],
    ['with retries as a text, which once were 31 tries', { maxRetries: '3' }, 'maxRetries is "3", a text'],
    ['with a timeout as a text', { timeout: '5000' }, 'timeout is "5000", a text'],
  ])('%s is told when the client is made', async (_what, options, words) => {
    const stand = await convoso();
    expect(() => clientOf(stand, options)).toThrow(ConvosoError);
    expect(() => clientOf(stand, options)).toThrow(words);
  });
});

describe('what is doubtful', () => {
  it('is told beside the answer, and an answer without doubts has no such name', async () => {
    const client = clientOf(await convoso());
    const doubtful = await client.leads.insert({ ...LEAD, check_dnc: true });
    expect(doubtful.warnings).toMatchObject([{ parameter: 'criteria_key', severity: 'warning' }]);
    expect(await client.leads.insert(LEAD)).not.toHaveProperty('warnings');
  });
});
