import { HOOK_FIELDS } from '@convoso-connect/core';
import { expect, it } from '@jest/globals';
import { partsOf, readWithCore } from '../reading/core-reading';
import { CORPUS } from '../reading/corpus';
import { HookMemory } from '../../n8n-nodes/nodes/ConvosoTrigger/hook-memory';
import { receive } from '../../n8n-nodes/nodes/ConvosoTrigger/receive';
import type { HookSettings } from '../../n8n-nodes/nodes/ConvosoTrigger/settings';

const SETTINGS: HookSettings = {
  allowed: null,
  proxyHops: 0,
  withSecret: false,
  kinds: 'infer',
  output: 'callEvent',
  filters: { kinds: [], dispositions: [], callTypes: [], campaigns: [] },
  fieldsMap: {},
  statuses: [],
  repeats: null,
  countRepeatsAfterMs: 0,
};

it.each(CORPUS.map((sample) => [sample.what, sample] as const))(
  'a delivery says in n8n what it says wherever it is read: %s',
  (_, sample) => {
    const { body, type = '', query = '' } = sample;
    const received = receive(
      { body, headers: { 'content-type': type }, query },
      SETTINGS,
      new HookMemory(),
      0,
    );
    if (received.outcome !== 'started') throw new Error(JSON.stringify(received));
    // The map of the hook has a name of its own in the panel.
    const wanted = JSON.stringify(readWithCore(sample)).replaceAll(HOOK_FIELDS, 'Received Names');
    expect(received.items.map(partsOf)).toEqual(JSON.parse(wanted));
  },
);
