import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { Convoso } from '../nodes/Convoso/Convoso.node';
import { failureOf, run } from './harness';

const options = (operation: string, parameters: IDataObject) => ({
  credentials: { convosoApi: { authToken: 'planted-token-1', baseUrl: 'https://api.convoso.com/v1' } },
  parameters: { resource: 'callbacks', operation, ...parameters } as never,
  answer: () => ({
    statusCode: 200,
    headers: {},
    body: Buffer.from('{"success":true,"data":{"callback_id":7}}'),
  }),
});

async function sent(operation: string, parameters: IDataObject) {
  const { requests } = await run(new Convoso(), options(operation, parameters));
  const body = new URLSearchParams(requests[0]?.body as string);
  return [body.get('callback_time'), body.get('callback_time_zone')];
}

const inserted = (callback_time: string, callback_time_zone: string) =>
  sent('insert', { lead_id: '7', recipient: 'System', callback_time, callback_time_zone });

describe('the time of a callback', () => {
  it.each([
    ['2027-07-14 10:30:00', 'America/New_York', '2027-07-14 10:30:00', '-4.00'],
    ['2027-01-14 10:30:00', 'America/New_York', '2027-01-14 10:30:00', '-5.00'],
    ['2027-07-14T14:30:00Z', 'America/New_York', '2027-07-14 10:30:00', '-4.00'],
    ['2027-07-14T10:30:00.000-04:00', 'Asia/Kolkata', '2027-07-14 20:00:00', '5.50'],
    ['2027-07-14 10:30:00', '-5.00', '2027-07-14 10:30:00', '-5.00'],
    ['2027-07-14 10:30:00', '-04:00', '2027-07-14 10:30:00', '-4.00'],
  ])('%s in %s goes out as %s with the offset %s', async (time, zone, wall, offset) => {
    expect(await inserted(time, zone)).toEqual([wall, offset]);
  });

  it('is changed alike, and without a time an offset stays what it is', async () => {
    const additionalFields = { callback_time: '2027-07-14 10:30:00', callback_time_zone: 'America/Chicago' };
    expect(await sent('update', { callback_id: '7', additionalFields })).toEqual([
      '2027-07-14 10:30:00',
      '-5.00',
    ]);
    const alone = { callback_id: '7', additionalFields: { callback_time_zone: '-6.00' } };
    expect(await sent('update', alone)).toEqual([null, '-6.00']);
  });

  it.each([
    ['Pacific', /^Time Zone: This is no time zone\.[^]*America\/New_York[^]*It is "Pacific"/],
    ['EST', /^Time Zone: .* knows no daylight saving time\.[^]*America\/New_York/],
  ])('is refused in %s', async (zone, pattern) => {
    const parameters = { lead_id: '7', recipient: 'System', callback_time: '2027-07-14 10:30:00' };
    const failure = await failureOf(
      new Convoso(),
      options('insert', { ...parameters, callback_time_zone: zone }),
    );
    expect(failure).toMatch(pattern);
  });

  it('is asked for beside the name of a zone', async () => {
    const additionalFields = { callback_time_zone: 'America/Chicago' };
    const failure = await failureOf(new Convoso(), options('update', { callback_id: '7', additionalFields }));
    expect(failure).toMatch(/^Time Zone: Its offset depends on the time[^]*Fill in Time as well/);
  });
});
