import { describe, expect, it } from '@jest/globals';
import { accepted, problemsIn, sampleWith, warningsIn } from './sample.js';

const ENDPOINT = 'endpoints[0]';
const withIntegrator = (apiIntegrator: string, changes: Readonly<Record<string, unknown>> = {}) =>
  sampleWith({ [`${ENDPOINT}.apiIntegrator`]: apiIntegrator, ...changes });
const TOKEN_MAPPED = { 'adaptors[0].fields[0].mappedTo': 'call, blueinkdigital_token' };

describe('an API integrator', () => {
  it.each([
    ['hubspot-v1', {}],
    ['hubspot-v3', {}],
    ['blue-ink-digital', { ...TOKEN_MAPPED, [`${ENDPOINT}.postDataType`]: 'RAW' }],
  ])('%s is taken', (apiIntegrator, changes) => {
    expect(accepted(withIntegrator(apiIntegrator, changes)).endpoints[0]?.apiIntegrator).toBe(apiIntegrator);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['hubspot-v3', { [`${ENDPOINT}.requestMethod`]: 'GET' }, 'INTEGRATOR_POSTS', 'requestMethod'],
    [
      'hubspot-v1',
      { [`${ENDPOINT}.responseDataType`]: 'XML' },
      'INTEGRATOR_ANSWERS_JSON',
      'responseDataType',
    ],
    ['blue-ink-digital', TOKEN_MAPPED, 'INTEGRATOR_POSTS_FORM', 'postDataType'],
    ['blue-ink-digital', { [`${ENDPOINT}.postDataType`]: 'RAW' }, 'BLUE_INK_WITHOUT_TOKEN', 'adaptorId'],
    [
      'hubspot-v3',
      { [`${ENDPOINT}.apiUrl`]: 'https://api.example.test/?hapikey=planted' },
      'HUBSPOT_KEY_IN_QUERY',
      'apiUrl',
    ],
    [
      'hubspot-v1',
      { [`${ENDPOINT}.apiAuthentication`]: 'hapikey=planted' },
      'HUBSPOT_KEY_IN_QUERY',
      'apiAuthentication',
    ],
  ])('%s with %j is refused', (apiIntegrator, changes, code, setting) => {
    const problems = problemsIn(withIntegrator(apiIntegrator, changes));
    expect(problems).toMatchObject([{ code, path: `${ENDPOINT}.${setting}` }]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it('of HubSpot is warned about where no e-mail is mapped', () => {
    const codes = (changes: Readonly<Record<string, unknown>>) =>
      warningsIn(withIntegrator('hubspot-v3', changes)).map(({ code }) => code);
    expect(codes({})).not.toContain('HUBSPOT_WITHOUT_EMAIL');
    expect(codes({ 'adaptors[0].fields[1].mappedTo': 'contact_email' })).toContain('HUBSPOT_WITHOUT_EMAIL');
  });
});

describe('a Response Data Type', () => {
  it.each(['JSON', 'XML', 'TEXT'])('%s is taken', (type) => {
    expect(problemsIn(sampleWith({ [`${ENDPOINT}.responseDataType`]: type }))).toEqual([]);
  });
});
