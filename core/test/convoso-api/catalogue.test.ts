import { describe, expect, it } from '@jest/globals';
import { convosoCatalogue, type CatalogueEndpoint } from '../../src/convoso-api/catalogue.js';
import type { Endpoint } from '../../src/convoso-api/endpoint.js';
import { CONVOSO_ENDPOINTS } from '../../src/convoso-api/endpoints.js';
import { ENDPOINT_LABELS, PARAMETER_WORDS } from '../../src/convoso-api/words.js';

const catalogue = convosoCatalogue();
const endpointOf = (path: string): CatalogueEndpoint => {
  const found = catalogue.find((endpoint) => endpoint.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found;
};
const parameterOf = (path: string, name: string) =>
  endpointOf(path).parameters.find((parameter) => parameter.name === name);

describe('the catalogue for forms and documents', () => {
  it('has words for every endpoint, and for no other', () => {
    expect(Object.keys(ENDPOINT_LABELS).toSorted()).toEqual(catalogue.map(({ path }) => path).toSorted());
  });

  it('has a label for every parameter, in title case and not its bare name', () => {
    for (const { path, parameters } of catalogue) {
      for (const { name, label } of parameters) {
        expect(`${path} ${name}: ${label}`).toMatch(/: [A-Z][\w-]*( (by|for|of|gmt|[A-Z0-9][\w-]*))*$/);
        expect(label).not.toBe(name);
      }
    }
  });

  it('has descriptions that are sentences, and never repeat the label', () => {
    for (const { parameters } of catalogue) {
      for (const { label, description } of parameters) {
        if (description === '') continue;
        expect(description).toMatch(/^[A-Z0-9].*[.)_]$/s);
        expect(description.replace(/\.$/, '')).not.toBe(label);
      }
    }
  });

  it('has no words that nothing uses', () => {
    const used = new Set(
      catalogue.flatMap(({ path, parameters }) =>
        parameters.map(({ name }) => {
          const places = [path, path.split('/')[0] ?? '', 'all'];
          return `${places.find((place) => PARAMETER_WORDS[place]?.[name] !== undefined) ?? 'lead'} ${name}`;
        }),
      ),
    );
    const written = Object.entries(PARAMETER_WORDS).flatMap(([place, words]) =>
      Object.keys(words).map((name) => `${place} ${name}`),
    );
    expect(written.filter((place) => !used.has(place))).toEqual([]);
  });

  it('has labels for options, which are all there are for a choice', () => {
    for (const [group, endpoints] of Object.entries(CONVOSO_ENDPOINTS)) {
      for (const [method, endpoint] of Object.entries<Endpoint>(endpoints)) {
        const described = catalogue.find((one) => one.group === group && one.method === method);
        for (const [name, entry] of Object.entries(endpoint.parameters)) {
          if (typeof entry === 'string' || entry.options === undefined) continue;
          const { options = [] } = described?.parameters.find((one) => one.name === name) ?? {};
          expect(options.map(({ value }) => value)).toEqual(entry.options);
          for (const { label } of options) expect(label).toMatch(/^[A-Z]/);
        }
      }
    }
  });

  it('tells what an insert of a lead takes', () => {
    expect(endpointOf('leads/insert')).toMatchObject({
      group: 'leads',
      method: 'insert',
      access: 'write',
      label: 'Insert a lead, or update the one that is there',
      paged: false,
    });
    expect(parameterOf('leads/insert', 'list_id')).toEqual({
      name: 'list_id',
      type: 'id',
      label: 'List ID',
      description: '',
      required: true,
      options: [],
    });
    expect(parameterOf('leads/insert', 'alt_phone_1')).toMatchObject({
      label: 'Cell Phone',
      required: false,
    });
    expect(parameterOf('leads/insert', 'check_dup')?.options[2]).toEqual({ value: 2, label: 'In the List' });
  });

  it('tells what is known of texts that may be anything', () => {
    const values = (path: string) => parameterOf(path, 'reason')?.options.map(({ value }) => value);

    expect(values('dnc/insert')).toEqual(['DNC', 'DNCT', 'ConsentRevoked']);
    expect(values('dnc/update')).toEqual(['-BLANK-', 'DNC', 'DNCT', 'ConsentRevoked']);
    expect(values('sms-opt-out/search')).toEqual(['-BLANK-', '-NOTBLANK-', 'DNC', 'DNCT', 'ConsentRevoked']);
  });

  it('tells how far a search can be paged', () => {
    expect(endpointOf('log/retrieve').paged).toBe(true);
    expect(parameterOf('log/retrieve', 'limit')).toMatchObject({ default: 500, min: 1, max: 500 });
    expect(parameterOf('log/retrieve', 'offset')).toMatchObject({ default: 0, max: 40_000 });
    expect(parameterOf('leads/search', 'limit')).toMatchObject({ default: 10, max: 2_000 });
    expect(parameterOf('leads/get-recordings', 'limit')).toMatchObject({ default: 10, max: 100 });
    expect(parameterOf('callbacks/search', 'limit')).toMatchObject({ default: 20, max: 5_000 });
    expect(parameterOf('callbacks/search', 'offset')).toMatchObject({ max: 50_000 });
    expect(parameterOf('dnc/search', 'offset')).toMatchObject({ max: 100_000 });
    expect(parameterOf('sms-opt-out/search', 'limit')).toMatchObject({ default: 1_000, max: 1_000 });
    expect(parameterOf('agent-productivity/search', 'offset')).toMatchObject({ max: 50_000 });
    expect(parameterOf('users/search', 'limit')).toMatchObject({ default: 20 });
    expect(parameterOf('users/search', 'limit')).not.toHaveProperty('max');
  });
});
