import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ADAPTOR_PRESETS,
  CONNECT_WORKFLOW_EVENTS,
  DATE_PATTERNS,
  DECODED_FIELD_NAMES,
  FIELDS,
  OCCURRENCE_KINDS,
  OPERATORS,
  SCHEDULE_WINDOWS,
} from '@convoso-connect/core';
import { CONVOSO_ENDPOINTS, convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { describe, expect, it } from '@jest/globals';
import {
  NodeHelpers,
  type INodeProperties,
  type INodePropertyCollection,
  type INodePropertyOptions,
} from 'n8n-workflow';
import { OPERATIONS } from '../nodes/ConvosoDisposition/translate-items';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { NODES } from './nodes';

const PACKAGE = join(__dirname, '..');

interface Placed {
  readonly property: INodeProperties;
  /** The properties that its display rule can name: those beside it, and those of the node. */
  readonly beside: readonly INodeProperties[];
}

/** Every property of a node, those inside of collections too. */
function everyProperty(
  properties: readonly INodeProperties[],
  outer: readonly INodeProperties[] = [],
): Placed[] {
  return properties.flatMap((property) => [
    { property, beside: [...properties, ...outer] },
    ...inner(property).flatMap((group) => everyProperty(group, [...properties, ...outer])),
  ]);
}

function inner({ type, options = [] }: INodeProperties): INodeProperties[][] {
  if (type === 'collection') return [options as INodeProperties[]];
  if (type === 'fixedCollection') return (options as INodePropertyCollection[]).map(({ values }) => values);
  return [];
}

const PROPERTIES = NODES.map(
  ({ description }) => [description.name, everyProperty(description.properties)] as const,
);

function valuesOf(nodeName: string, propertyName: string): unknown[][] {
  const found = PROPERTIES.find(([name]) => name === nodeName)?.[1] ?? [];
  return found
    .filter(({ property }) => property.name === propertyName)
    .map(({ property }) => (property.options as INodePropertyOptions[]).map(({ value }) => value));
}

describe.each(PROPERTIES)('the panel of %s', (nodeName, placed) => {
  it('has a method for each list that it loads', () => {
    const methods = NODES.find(({ description }) => description.name === nodeName)?.methods ?? {};
    const has = (kind: 'loadOptions' | 'listSearch' | 'resourceMapping') => Object.keys(methods[kind] ?? {});
    for (const { property } of placed) {
      const { loadOptionsMethod, resourceMapper } = property.typeOptions ?? {};
      if (loadOptionsMethod !== undefined) expect(has('loadOptions')).toContain(loadOptionsMethod);
      const mapping = resourceMapper?.resourceMapperMethod;
      if (mapping !== undefined) expect(has('resourceMapping')).toContain(mapping);
      for (const { typeOptions } of property.modes ?? []) {
        if (typeOptions?.searchListMethod !== undefined)
          expect(has('listSearch')).toContain(typeOptions.searchListMethod);
      }
    }
  });

  it('has a default for everything', () => {
    expect(placed.filter(({ property }) => property.default === undefined)).toEqual([]);
  });

  it('has no display rule that names what is not there', () => {
    for (const { property, beside } of placed) {
      const rules = { ...property.displayOptions?.show, ...property.displayOptions?.hide };
      for (const [name, values] of Object.entries(rules)) {
        if (name === '@version') continue;
        const target = beside.filter((each) => each.name === name.replace(/^\//, ''));
        expect([property.name, name, target.length > 0]).toEqual([property.name, name, true]);
        const choices = target.flatMap(({ options = [], type }) =>
          type === 'options' ? (options as INodePropertyOptions[]).map(({ value }) => value) : [],
        );
        const unknown = (values ?? []).filter(
          (value) => choices.length > 0 && !choices.includes(value as string),
        );
        expect([property.name, unknown]).toEqual([property.name, []]);
      }
    }
  });

  it('offers a default that is among the choices', () => {
    for (const { property } of placed) {
      if (property.type !== 'options' || property.typeOptions?.loadOptionsMethod !== undefined) continue;
      const choices = (property.options as INodePropertyOptions[]).map(({ value }) => value);
      expect([property.name, choices.includes(property.default as string)]).toEqual([property.name, true]);
    }
  });

  it('has no two choices with one value', () => {
    for (const { property } of placed) {
      if (property.type !== 'options' && property.type !== 'multiOptions') continue;
      const values = ((property.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
      expect([property.name, new Set(values).size]).toEqual([property.name, values.length]);
    }
  });
});

describe('what can be chosen', () => {
  const catalogue = FIELDS.map(({ section, name }) => `${section}.${name}`);
  const decoded = DECODED_FIELD_NAMES.map((name) => `extra.${name}`);

  it('are the fields of the catalogue, in the trigger, the adaptor and the workflow', () => {
    expect(valuesOf('convosoTrigger', 'field')).toEqual([[...catalogue, 'custom']]);
    expect(valuesOf('convosoAdaptor', 'field')).toEqual([[...catalogue, ...decoded, 'custom']]);
    expect(valuesOf('convosoConnect', 'field')).toEqual([[...catalogue, ...decoded, 'custom']]);
    for (const values of valuesOf('convosoWorkflow', 'field'))
      expect(values).toEqual([...catalogue, 'custom']);
  });

  it('are the date patterns, presets, operators, windows and kinds of the core', () => {
    const patterns = ['', ...DATE_PATTERNS.map(({ pattern }) => pattern)];
    expect(valuesOf('convosoAdaptor', 'dateFormat')).toEqual([patterns]);
    expect(valuesOf('convosoAdaptor', 'preset')).toEqual([['none', ...ADAPTOR_PRESETS.map(({ id }) => id)]]);
    for (const values of valuesOf('convosoWorkflow', 'operator'))
      expect(values).toEqual(Object.keys(OPERATORS));
    expect(valuesOf('convosoWorkflow', 'holdUntilHours')).toEqual([Object.keys(SCHEDULE_WINDOWS)]);
    expect(valuesOf('convosoTrigger', 'kinds')).toEqual([[...OCCURRENCE_KINDS]]);
  });

  it('are the eleven events', () => {
    const { description } = NODES.find((each) => each.description.name === 'convosoWorkflow') ?? {
      description: null,
    };
    const events = description?.properties.find(({ name }) => name === 'events')
      ?.options as INodePropertyCollection[];
    expect(events.map(({ name }) => name)).toEqual(Object.keys(CONNECT_WORKFLOW_EVENTS));
  });

  it('are the operations of the API, each of which the client has', () => {
    const { description } = NODES.find((each) => each.description.name === 'convoso') ?? {
      description: null,
    };
    const offered = (description?.properties ?? [])
      .filter(({ name }) => name === 'operation')
      .flatMap(({ displayOptions, options }) =>
        (options as INodePropertyOptions[]).map(
          ({ value }) => `${displayOptions?.show?.['resource']?.[0] as string}.${value}`,
        ),
      );
    expect([...new Set(offered)].toSorted()).toEqual(
      convosoCatalogue()
        .map(({ group, method }) => `${group}.${method}`)
        .toSorted(),
    );
    for (const name of offered) {
      const [group = '', method = ''] = name.split('.');
      const groups: Readonly<Record<string, Readonly<Record<string, unknown>>>> = CONVOSO_ENDPOINTS;
      expect([name, groups[group]?.[method] !== undefined]).toEqual([name, true]);
    }
  });

  it('N21: begins a new workflow node with an event, and gives none to one that was saved without', () => {
    const description = NODES.find((each) => each.description.name === 'convosoWorkflow')?.description;
    const node = { typeVersion: 1.1, parameters: {} };
    const eventsOf = (typeVersion: number) =>
      NodeHelpers.getNodeParameters(
        description?.properties ?? [],
        {},
        true,
        false,
        { ...node, typeVersion },
        description ?? null,
      )?.['events'];
    expect(eventsOf(1.1)).toEqual({ DISPOSITION: [{ values: '', include: 'all' }] });
    expect(eventsOf(1)).toEqual({});
  });

  it('N12: opens a new node of the API on an operation that changes nothing, wherever there is one', () => {
    const description = NODES.find((each) => each.description.name === 'convoso')?.description;
    const version = description?.defaultVersion;
    const reading = new Set(
      convosoCatalogue()
        .filter(({ access }) => access === 'read')
        .map(({ group, method }) => `${group}.${method}`),
    );
    for (const { displayOptions, ...property } of description?.properties ?? []) {
      const versions = displayOptions?.show?.['@version'] as number[] | undefined;
      if (property.name !== 'operation' || (versions !== undefined && !versions.includes(version ?? 0)))
        continue;
      const group = displayOptions?.show?.['resource']?.[0] as string;
      const hasReading = [...reading].some((each) => each.startsWith(`${group}.`));
      if (hasReading)
        expect([group, reading.has(`${group}.${property.default as string}`)]).toEqual([group, true]);
    }
  });

  it('N4: says in the panel of the workflow node that each process of n8n counts for itself', () => {
    const notices = new ConvosoWorkflow().description.properties.filter(({ type }) => type === 'notice');
    expect(notices.map(({ displayName }) => displayName).join(' ')).toMatch(
      /lives in this n8n process: .*gone when it restarts.*each worker has its own/,
    );
  });

  it('has a handler for both operations on dispositions', () => {
    expect(valuesOf('convosoDisposition', 'operation')).toEqual([Object.keys(OPERATIONS)]);
  });

  it('offers every required parameter of the API as a property of its operation', () => {
    const { description } = NODES.find((each) => each.description.name === 'convoso') ?? {
      description: null,
    };
    for (const { group, method, parameters } of convosoCatalogue()) {
      const own = (description?.properties ?? []).filter(
        ({ displayOptions }) =>
          displayOptions?.show?.['resource']?.includes(group) === true &&
          displayOptions.show['operation']?.includes(method) === true,
      );
      const names = own.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining(parameters.filter((each) => each.required).map(({ name }) => name)),
      );
    }
  });
});

describe('the package', () => {
  const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
    n8n: { nodes: string[]; credentials: string[] };
    dependencies?: object;
    files: string[];
  };

  it('registers every node and credential, and depends on nothing', () => {
    const sources = (folder: string, ending: string) =>
      readdirSync(join(PACKAGE, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith(ending))
        .map((file) => `dist/${folder}/${file.replace(/\.ts$/, '.js')}`)
        .toSorted();
    expect(manifest.n8n.nodes.toSorted()).toEqual(sources('nodes', '.node.ts'));
    expect(manifest.n8n.credentials.toSorted()).toEqual(sources('credentials', '.credentials.ts'));
    expect(manifest.dependencies).toBeUndefined();
  });

  it.each(
    NODES.map(({ description }) => [description.displayName.replaceAll(' ', ''), description] as const),
  )('describes %s in its codex file, under its name', (file, { name }) => {
    const codex = readFileSync(join(PACKAGE, 'nodes', file, `${file}.node.json`), 'utf8');
    expect(JSON.parse(codex)).toMatchObject({ node: `n8n-nodes-convoso-connect.${name}` });
  });

  it('N20: tells its nodes apart by their icons, each of which is there for light and dark', () => {
    const icons = NODES.map(({ description }) => description.icon as { light: string; dark: string });
    expect(new Set(icons.map(({ light }) => light)).size).toBe(NODES.length);
    for (const file of icons.flatMap(({ light, dark }) => [light, dark])) {
      expect(readFileSync(join(PACKAGE, file.replace('file:../../', '')), 'utf8')).toContain('<svg');
    }
  });

  it.each(['webhook', 'CRM', 'call', 'HubSpot', 'Salesforce', 'Zoho', 'Balto', 'Integration'])(
    'N19: is found by %s in the picker',
    (word) => {
      const codices = NODES.map(({ description }) => {
        const name = description.displayName.replaceAll(' ', '');
        return JSON.parse(readFileSync(join(PACKAGE, 'nodes', name, `${name}.node.json`), 'utf8')) as {
          alias: string[];
        };
      });
      expect(codices.some(({ alias }) => alias.includes(word))).toBe(true);
    },
  );

  it('is found by every word of the trigger under Convoso, with which n8n shows the trigger as one', () => {
    const aliasOf = (name: string) =>
      (
        JSON.parse(readFileSync(join(PACKAGE, 'nodes', name, `${name}.node.json`), 'utf8')) as {
          alias: string[];
        }
      ).alias;
    expect(aliasOf('Convoso')).toEqual(expect.arrayContaining(aliasOf('ConvosoTrigger')));
  });

  it('N18: leaves out what the type check puts beside the build', () => {
    expect(manifest.files).toEqual(['dist', '!dist/.types']);
  });

  it('has no emoji in what people read', () => {
    const texts = JSON.stringify(NODES.map(({ description }) => description));
    expect(/\p{Extended_Pictographic}/u.exec(texts)).toBeNull();
  });

  it('asks for a relay only where one is chosen, or the node is made for nothing else', () => {
    for (const { description } of NODES) {
      const asked = description.credentials?.find(({ name }) => name === 'convosoConnectRelayApi');
      if (asked === undefined || description.name === 'convosoRelayTrigger') continue;
      const [shown] = Object.entries(asked.displayOptions?.show ?? {});
      const [name, values = []] = shown ?? ['nothing'];
      const { default: usual } = description.properties.find((property) => property.name === name) ?? {};
      expect([description.name, values.includes(usual as string)]).toEqual([description.name, false]);
    }
  });
});
