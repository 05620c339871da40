import { CONVOSO_ENDPOINTS, convosoCatalogue, type Endpoint } from '@convoso-connect/core/convoso-api';
import { describe, expect, it } from '@jest/globals';
import { convoso } from '../stand-ins/convoso/convoso.js';
import { CALLS } from './calls-by-path.js';

describe('the table of endpoints', () => {
  it('has every endpoint that is documented, and no other', async () => {
    const { documented } = await convoso();

    const paths = convosoCatalogue().map(({ path }) => path);

    expect(paths.toSorted()).toEqual(Object.keys(documented).toSorted());
    expect(Object.keys(CALLS).toSorted()).toEqual(paths.toSorted());
    expect(paths).toHaveLength(37);
  });

  it('has every parameter that is documented, and no other', async () => {
    const { documented } = await convoso();

    const endpoints = Object.values(CONVOSO_ENDPOINTS).flatMap((group) => Object.values<Endpoint>(group));
    for (const { path, parameters } of endpoints) {
      const names = Object.entries(parameters).flatMap(([name, entry]) => {
        if (entry === 'fields') return [];
        const second = typeof entry === 'string' ? undefined : entry.alsoSentAs;
        return second === undefined ? [name] : [name, second];
      });
      expect({ path, names: names.toSorted() }).toEqual({ path, names: documented[path]?.toSorted() });
    }
  });
});
