import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { failureOf, run } from './harness';

const URL_HERE = 'https://crm.example.test/calls';

/** What only those read who write the configuration of a relay. */
const NOT_OF_A_PANEL =
  /expect\.|settings\.|\bretry is|hook's fields|\b(?:requestMethod|apiIntegrator|postDataType|responseDataType|authorizationHeader|timeoutSeconds)\b/;

const answering = (statusCode: number, body: string, headers: IDataObject) => () => ({
  statusCode,
  headers,
  body: Buffer.from(body),
});

describe('what Convoso Connect tells of an attempt is in the words of its panel', () => {
  it.each([
    [204, '', {}, { expectedResult: 'truthy' }],
    [204, '', {}, { failOnNull: true }],
    [200, '{"success":false}', {}, { expectedResult: 'truthy' }],
    [302, '', { location: '/done' }, {}],
    [303, '', { location: '/done' }, { expectedResult: 'any' }],
    ...[400, 401, 403, 404, 405, 407, 408, 409, 413, 415, 422, 429, 431, 500, 502, 503, 504, 521, 601].map(
      (status) => [status, '', {}, {}] as const,
    ),
  ])('where it was answered %i with %j %j, under %j', async (status, body, headers, own) => {
    for (const retry of ['safe', 'always', 'never']) {
      const parameters = { apiUrl: URL_HERE, retry, options: { waitSeconds: 0, attempts: 1, ...own } };
      const failure = await failureOf(new ConvosoConnect(), {
        parameters,
        answer: answering(status, body, headers),
      });
      expect(failure).not.toMatch(NOT_OF_A_PANEL);
    }
  });

  it.each([
    [204, {}, /choose Any Answer in Options → Expected Result/],
    [302, { location: '/done' }, /set On Error of this node to continue, and go by error\.status/],
    [409, {}, /or set On Error of this node to continue/],
    [500, {}, /answered 500; Retry is Safe/],
  ])('and names for %i what the panel has', async (status, headers, pattern) => {
    const parameters = { apiUrl: URL_HERE, options: { waitSeconds: 0, failOnNull: true } };
    const answer = answering(status, '', headers);
    expect(await failureOf(new ConvosoConnect(), { parameters, answer })).toMatch(pattern);
  });

  it('also in the hint and the outcome of what was taken', async () => {
    const parameters = { apiUrl: URL_HERE };
    const ran = await run(new ConvosoConnect(), { parameters, answer: answering(204, '', {}) });
    expect(ran.hints.map(({ message }) => message).join()).toContain('choose Any Answer in Options');
    expect(JSON.stringify(ran.outputs)).not.toMatch(NOT_OF_A_PANEL);
  });

  it.each([
    [{ apiUrl: 'https://user:pass@crm.example.test' }, /in the Authorization Header/],
    [
      { apiUrl: URL_HERE, apiIntegrator: 'hubspot-v3', requestMethod: 'GET' },
      /Set Request Method to POST, or API Integrator to none/,
    ],
    [{ apiUrl: `${URL_HERE}?hapikey=x`, apiIntegrator: 'hubspot-v3' }, /set the Authorization Header to/],
  ])('and so is what it refuses of %j', async (parameters, pattern) => {
    const failure = await failureOf(new ConvosoConnect(), { parameters });
    expect(failure).toMatch(pattern);
    expect(failure).not.toMatch(NOT_OF_A_PANEL);
  });
});
