import { describe, expect, it } from '@jest/globals';
import { isTimeZone } from '@convoso-connect/core';
import { NodeHelpers, type INodeParameters, type INodeType } from 'n8n-workflow';
import { ConvosoAdaptor } from '../nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { ZONE_OPTIONS } from '../nodes/shared/time-zone';
import { nodeOf, run } from './harness';

const CALL = { lead_id: '7', call_log_id: '9', status: 'NI', call_date: '2025-10-09 15:56:40' };
const CALLED_AT = { field: 'callLog.call_date', mappedTo: 'at', dateFormat: 'Ymd\\THis\\Z' };

async function calledAt(parameters: INodeParameters, typeVersion: number, timeZone: string) {
  const { outputs } = await run(new ConvosoAdaptor(), {
    parameters: { rows: { row: [CALLED_AT] }, ...parameters },
    items: [CALL],
    timeZone,
    node: { typeVersion },
  });
  return outputs[0]?.[0]?.json['at'];
}

describe('the time zone of the account', () => {
  it('is that of the workflow in n8n where none is chosen', async () => {
    expect(await calledAt({}, 1.1, 'America/New_York')).toBe('20251009T195640Z');
    expect(await calledAt({}, 1.1, 'Asia/Tokyo')).toBe('20251009T065640Z');
  });

  it('is the chosen one, whatever the workflow has', async () => {
    const chosen = { timeZone: 'America/Chicago' };
    expect(await calledAt(chosen, 1.1, 'Asia/Tokyo')).toBe('20251009T205640Z');
  });

  it.each<[string, INodeType, INodeParameters]>([
    ['Adaptor', new ConvosoAdaptor(), { rows: { row: [CALLED_AT] } }],
    [
      'Connect',
      new ConvosoConnect(),
      { apiUrl: 'https://crm.example.test', send: 'adaptor', rows: { row: [CALLED_AT] } },
    ],
    ['Workflow', new ConvosoWorkflow(), { events: { DISPOSITION: [{}] } }],
  ])(
    'is told by %s where it is no place, and its dates are an hour off in summer',
    async (_name, type, own) => {
      const hintsIn = async (zone: INodeParameters, timeZone: string, typeVersion: number) => {
        const { hints } = await run(type, {
          parameters: { ...own, ...zone },
          items: [CALL],
          timeZone,
          node: { typeVersion },
          answer: () => ({ statusCode: 200, headers: {}, body: Buffer.from('{"id":1}') }),
        });
        return hints.map(({ message }) => message).join('\n');
      };
      const newest = type.description.defaultVersion ?? 1;
      expect(await hintsIn({ timeZone: 'EST' }, 'UTC', 1)).toMatch(
        /Account Time Zone is "EST"\. .* knows no daylight saving time\. .*America\/New_York/,
      );
      expect(await hintsIn({}, 'Etc/GMT+5', newest)).toMatch(
        /"Etc\/GMT\+5" in the workflow's settings.* 5 hours behind UTC all the year/,
      );
      expect(await hintsIn({}, 'America/New_York', newest)).not.toContain('Account Time Zone');
    },
  );

  it('goes on to be Pacific in nodes that were saved before there was a choice', async () => {
    expect(await calledAt({}, 1, 'Asia/Tokyo')).toBe('20251009T225640Z');
  });

  it.each<[string, INodeType, INodeParameters, number]>([
    ['Adaptor', new ConvosoAdaptor(), {}, 1],
    ['Connect', new ConvosoConnect(), { send: 'adaptor' }, 1],
    ['Workflow', new ConvosoWorkflow(), {}, 1],
    ['Workflow', new ConvosoWorkflow(), {}, 1.1],
  ])('is filled in by n8n as each version of %s has it', (_name, { description }, parameters, saved) => {
    const defaultIn = (typeVersion: number) =>
      NodeHelpers.getNodeParameters(
        description.properties,
        parameters,
        true,
        false,
        { ...nodeOf({ description }), typeVersion },
        description,
      )?.['timeZone'];
    expect(defaultIn(saved)).toBe('America/Los_Angeles');
    expect(defaultIn(description.defaultVersion ?? 1)).toBe('inherited');
  });

  it('can be any zone that this Node can reckon with, each listed once', () => {
    const zones = ZONE_OPTIONS.map(({ value }) => String(value));
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toEqual(expect.arrayContaining(['UTC', ...Intl.supportedValuesOf('timeZone')]));
  });
});
