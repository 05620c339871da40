import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/index.js';

const problemsOf = (endpoint: object) => {
  const parsed = parseConfig({ version: 1, endpoints: [{ id: 'crm', ...endpoint }] });
  return parsed.ok ? [] : parsed.problems;
};

describe('an unknown key of an endpoint', () => {
  it.each([
    ['timeout', 'Did you mean "timeoutSeconds"?'],
    ['url', 'Did you mean "apiUrl"?'],
    ['method', 'Did you mean "requestMethod"?'],
  ])('%s is told with the key that it is a part of', (key, remedy) => {
    expect(problemsOf({ [key]: 30 })).toContainEqual(
      expect.objectContaining({ code: 'UNKNOWN_KEY', value: JSON.stringify(key), remedy }),
    );
  });

  it('is told with all that is known where it is a part of nothing', () => {
    const [told] = problemsOf({ colour: 'blue' }).filter(({ code }) => code === 'UNKNOWN_KEY');
    expect(told?.remedy).toMatch(/^Remove it\. Known here: id, /);
  });
});
