import { describe, expect, it } from '@jest/globals';
import { form, type Fields } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { acceptedId, runRelay } from '../support/relay.js';

const CALL: Fields = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Zoë',
  status: 'NI',
  agent_comment: 'a & b = "c" + 100%',
};
const AS_JSON = JSON.stringify(CALL);
const AS_FORM = form(CALL);

const MAPPED_JSON =
  '{"call":"14683239","lead":"1364887","name":"Zoë","outcome":"NI","note":"a & b = \\"c\\" + 100%"}';
const MAPPED_RAW = 'call=14683239&lead=1364887&name=Zo%C3%AB&outcome=NI&note=a+%26+b+%3D+%22c%22+%2B+100%25';

const SHAPES: readonly (readonly [shape: string, body: string])[] = [
  ['1: a form', AS_FORM],
  ['2: a JSON object', AS_JSON],
  ['3: JSON text as the name of a form field', `${encodeURIComponent(AS_JSON)}=`],
  ['3: JSON text as a name that nobody encoded', `${AS_JSON}=`],
  ['4: a query string in params', `params=${encodeURIComponent(AS_FORM)}`],
  ['5: JSON text in params', `params=${encodeURIComponent(AS_JSON)}`],
  ['5: an object called params', `{"params":${AS_JSON}}`],
  ['5: a list called params', `{"params":[${AS_JSON}]}`],
  ['5: a list with one object', `[${AS_JSON}]`],
];

const CONTENT_TYPES = [
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-8',
  'text/plain',
  undefined,
];

async function setUp() {
  const crm = await destination();
  const raw = endpoint('raw', crm, { postDataType: 'RAW' });
  const relay = await runRelay({ config: config({ endpoints: [raw, endpoint('json', crm)] }) });
  const mapped = async (id: string) => {
    await relay.settled(id);
    const bodies = Object.fromEntries(crm.requests.map(({ path, body }) => [path, body]));
    expect(crm.requests).toHaveLength(2);
    return bodies;
  };
  return { crm, relay, mapped };
}

describe('whatever shape a delivery has, the destination gets the same mapped POST', () => {
  const cases = SHAPES.flatMap(([shape, body]) => CONTENT_TYPES.map((type) => ({ shape, body, type })));

  it.each(cases)('shape $shape, Content-Type $type', async ({ body, type }) => {
    const { crm, relay, mapped } = await setUp();
    const headers = type === undefined ? {} : { 'content-type': type };

    const id = acceptedId(await relay.hook('main', { headers, body }));

    expect(await mapped(id)).toEqual({ '/raw': MAPPED_RAW, '/json': MAPPED_JSON });
    expect(crm.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(crm.at('/raw')[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(crm.at('/json')[0]?.headers['content-type']).toBe('application/json');
  });

  it('a GET with the fields in its query', async () => {
    const { relay, mapped } = await setUp();

    const id = acceptedId(await relay.hook(`main?${AS_FORM}`, { method: 'GET' }));

    expect(await mapped(id)).toEqual({ '/raw': MAPPED_RAW, '/json': MAPPED_JSON });
  });

  it('under the names that the adaptor on the other side gave the fields', async () => {
    const crm = await destination();
    const fields = { Outcome: 'callLog.status', who: 'lead.first_name' };
    const hooks = [{ id: 'main', fields }];
    const relay = await runRelay({ config: config({ endpoints: [endpoint('json', crm)], hooks }) });

    // `call_id`, `leadId` and `agent_notes` are names seen in the wild that need no map.
    const seen = { call_id: '14683239', leadId: '1364887', agent_notes: 'a & b = "c" + 100%' };
    await relay.post({ ...seen, who: 'Zoë', Outcome: 'NI' });

    const [request] = await crm.received(1);
    expect(request?.body).toBe(MAPPED_JSON);
  });
});
