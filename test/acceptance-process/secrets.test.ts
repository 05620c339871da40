import { describe, expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { send, type Sending } from '../support/http.js';
import { mailServer } from '../support/smtp.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { deliver } from './support/hook.js';
import { ANSWERS, indiscreetDestination, type Echoed } from './support/indiscreet.js';
import { checksOf, leaks, type Text } from './support/leaks.js';
import {
  ADDRESSES,
  ADDRESS_SECRETS,
  BASIC,
  SECRETS,
  STRAY,
  credentials,
  keeperIn,
  type Keeper,
  type Place,
} from './support/planted.js';
import { connect, startRelayProcess, type RelayProcess } from './support/relay-process.js';
import { databaseFiles, everyRow, rowsOf } from './support/stored.js';

const LOCAL = '127.0.0.1';
const ALL_PLANTED = {
  ...SECRETS,
  ...STRAY,
  ...ADDRESS_SECRETS,
  basic: BASIC,
  // What is left of a path, told from its account.
  pathEnd: SECRETS.urlPath.split('/').at(-1) ?? '',
};
const BEARER = { authorization: `Bearer ${SECRETS.apiKey}` };

/** Endpoints that end in every way there is, each with credentials in every place. */
function documentWithSecrets(
  { keep }: Keeper,
  to: { crm: string; nobody: string; inspector: string; mailPort: number },
) {
  const to_ = (id: string, url: string, settings = {}) =>
    endpoint(id, { url: '' }, { ...credentials(keep, url), responseKey: '', ...settings });
  const endpoints = [
    ...Object.keys(ANSWERS).map((id) => to_(id, `${to.crm}/${id}`)),
    to_('unreachable', `${to.nobody}/unreachable`),
    to_('forbidden', 'http://10.11.12.13/forbidden'),
    to_('inspector', `${to.inspector}/inspect/post`),
    to_('inspectorGet', `${to.inspector}/inspect/get`, { requestMethod: 'GET' }),
  ].map((each) => {
    if (each['id'] === 'form') return { ...each, postDataType: 'RAW' };
    if (each['id'] === 'query') return { ...each, requestMethod: 'GET' };
    if (each['id'] !== 'basic') return each;
    return { ...each, authorizationHeader: keep('basic', `Authorization: Basic ${BASIC}`) };
  });
  // Nothing is ever sent to these: they are what people write into a document.
  const addresses = Object.entries(ADDRESSES).map(([id, [address, secret]]) =>
    endpoint(id, { url: '' }, { apiUrl: address + secret, active: false }),
  );
  const smtpUrl = `smtp://user:${encodeURIComponent(SECRETS.smtp)}@${LOCAL}:${to.mailPort}`;
  return {
    ...config({
      endpoints: [...endpoints, ...addresses],
      workflows: [
        workflow(
          'all',
          endpoints.map(({ id }) => String(id)),
        ),
      ],
      hooks: [
        { id: 'header', secret: keep('headerHook', SECRETS.headerHook) },
        { id: 'query', secret: keep('queryHook', SECRETS.queryHook) },
      ],
      settings: {
        inspector: true,
        egress: { allow: [LOCAL] },
        email: { smtpUrl: keep('smtp', smtpUrl), from: 'relay@example.test' },
        notifications: { email: 'ops@example.test' },
      },
    }),
    account: { id: 'main', authToken: keep('authToken', SECRETS.authToken), apiBaseUrl: `${to.nobody}/v1` },
  };
}

const encoded = encodeURIComponent;
const JSON_BODY = { 'content-type': 'application/json' };

/** Right and wrong secrets, in every place and spelling in which a sender can put them. Gives the accepted ids. */
async function deliverInEveryWay(relay: RelayProcess, said: Text[]): Promise<string[]> {
  const hook = async (target: string, sending: Sending): Promise<string | null> => {
    const answer = await send(`${relay.url}/hooks/${target}`, { method: 'POST', ...sending });
    said.push({ where: `the answer of hook ${target}`, text: JSON.stringify(answer) });
    return answer.status === 200 ? (JSON.parse(answer.text) as { id: string }).id : null;
  };
  const right = { 'x-connect-secret': SECRETS.headerHook };
  // A call of its own each: the same request again would be a repeat, which counts once.
  const accepted = [
    await hook('header', { body: form(callOf(42, 1)), headers: right }),
    await hook('header', { body: form(callOf(42, 2)), headers: { ...right, ...BEARER } }),
    await hook(`query?secret=${encoded(SECRETS.queryHook)}`, { body: form(callOf(42, 3)) }),
    await hook(`query?%73ecre%74=${encoded(SECRETS.queryHook)}&event=disposition`, {
      body: form(callOf(42, 4)),
    }),
    await hook(`query?secret=${encoded(SECRETS.queryHook)}&${form(callOf(42, 5))}`, { method: 'GET' }),
  ];
  expect(accepted).not.toContain(null);
  const body = form(callOf(42));
  const refused = [
    await hook('header', { body, headers: { 'x-connect-secret': STRAY.wrongHeader } }),
    await hook(`header?secret=${encoded(STRAY.wrongQuery)}`, { body }),
    await hook(`query?Secret=${encoded(STRAY.wrongQuery)}&secret=${encoded(STRAY.wrongQuery)}`, { body }),
    await hook('header', { body, headers: { authorization: `X-Connect-Secret: ${SECRETS.headerHook}` } }),
    await hook('header', { body: '{"broken', headers: right }),
    await hook(`nowhere?secret=${encoded(SECRETS.queryHook)}`, { body, headers: right }),
    await hook(`query?secret=${encoded(SECRETS.queryHook)}&event=nonsense`, { body }),
    await hook('header', { headers: right }),
    await hook('header', { method: 'PUT', body, headers: right }),
    // C5: where a secret lands when its address is put together by hand.
    await hook(`query&secret=${encoded(SECRETS.queryHook)}`, { body }),
    await hook(encoded(SECRETS.queryHook), { body }),
    await hook(`query?token=${encoded(SECRETS.queryHook)}`, { body }),
    await hook(`query?x=${encoded(`secret=${encoded(SECRETS.queryHook)}`)}`, { body }),
    await hook('query', { body: JSON.stringify({ secret: SECRETS.queryHook }), headers: JSON_BODY }),
  ];
  expect(refused.filter((id) => id !== null)).toEqual([]);
  const visit = await send(`${relay.url}/hooks/query?secret=${encoded(SECRETS.queryHook)}`);
  said.push({ where: 'the greeting', text: visit.text });
  return accepted.filter((id) => id !== null);
}

/** What people ask the command line while the relay runs. */
const COMMANDS = [
  ['explain', '--limit', '20'],
  ['test', 'json'],
  ['preview', 'call'],
  ['pending'],
  ['simulate', '--json'],
  ['secret', 'list'],
  ['doctor'],
];

const DEAD = ['cut', 'denied', 'failing', 'forbidden', 'moved'];
const WAITING = ['busy', 'unreachable'];

/** Waits until each action of the deliveries has been tried, whatever came of it. */
async function allTried(folder: string, ids: readonly string[]): Promise<void> {
  await eventually(() => {
    const actions = rowsOf(folder, 'actions');
    expect(actions).toHaveLength(ids.length * (Object.keys(ANSWERS).length + 4));
    for (const { state, endpoint_id: id, attempts } of actions) {
      const expected = DEAD.includes(String(id)) ? 'dead' : WAITING.includes(String(id)) ? 'waiting' : 'done';
      // In the lane of one that waits for its next attempt, later ones wait for their first.
      if (expected === 'waiting') expect(state).toBe('waiting');
      else expect({ id, state, tried: Number(attempts) > 0 }).toEqual({ id, state: expected, tried: true });
    }
  });
}

/** Files that are refused, and hold secrets where they belong and where they do not. */
function brokenFiles(document: object): { code: string; text: string }[] {
  const text = JSON.stringify(document, null, 2);
  const withEndpoint = (settings: object) =>
    JSON.stringify({
      ...document,
      endpoints: [{ ...endpoint('json', { url: 'https://crm.example.test' }), ...settings }],
    });
  const typo = STRAY.typo;
  return [
    { code: 'BAD_JSON', text: text.replace('"authToken": ', '"authToken" ') },
    { code: 'BAD_JSON', text: text.slice(0, text.indexOf('Planted') + 3) },
    { code: 'UNKNOWN_KEY', text: withEndpoint({ apiAuthentification: `k=${typo}` }) },
    {
      code: 'BAD_HEADER_VALUE',
      text: withEndpoint({ authorizationHeader: `X-Key: ${typo}\nX-More: ${typo}` }),
    },
    { code: 'HEADER_WITHOUT_COLON', text: withEndpoint({ authorizationHeader: `Bearer ${typo}` }) },
    { code: 'URL_WITHOUT_PROTOCOL', text: withEndpoint({ apiUrl: `crm.example.test/?token=${typo}` }) },
    {
      code: 'URL_WITH_CREDENTIALS',
      text: withEndpoint({ apiUrl: `https://robot:${typo}@crm.example.test/` }),
    },
    { code: 'BAD_SECRET_REFERENCE', text: withEndpoint({ apiAuthentication: { secretRef: typo } }) },
    { code: 'WRONG_TYPE', text: withEndpoint({ apiAuthentication: [typo] }) },
  ];
}

const API = [
  ...[
    'occurrences',
    'deliveries',
    'logs',
    'config',
    'config/revisions',
    'notifications',
    'quarantine',
    'dead-letters',
  ],
  'occurrences?phone=7735550167',
].map((place) => `/api/${place}`);

async function quarantined(relay: RelayProcess): Promise<string[]> {
  const { text } = await send(`${relay.url}/api/quarantine`, { headers: BEARER });
  return (JSON.parse(text) as { quarantine: { view: string }[] }).quarantine.map(({ view }) => view);
}

async function askEverything(relay: RelayProcess, ids: readonly string[]): Promise<Text[]> {
  const places = [
    ...API,
    ...ids.flatMap((id) => [
      `/api/occurrences/${id}`,
      `/api/occurrences/${id}?as=text`,
      `/api/deliveries/${id}`,
    ]),
    ...(await quarantined(relay)),
  ];
  const others = ['/inspect', '/healthz', '/readyz', '/nowhere', '/api/nowhere', '/api/occurrences/unknown'];
  const asked = [...places, ...others].flatMap((place) => [
    { place, headers: BEARER },
    { place, headers: { ...BEARER, accept: 'application/json' } },
    { place, headers: { authorization: `Bearer ${STRAY.wrongHeader}` } },
  ]);
  const texts: Text[] = [];
  for (const { place, headers } of asked) {
    const answer = await send(`${relay.url}${place}`, { headers });
    if (headers.authorization === BEARER.authorization && places.includes(place))
      expect(answer.status).toBe(200);
    texts.push({ where: place, text: JSON.stringify(answer.headers) + answer.text });
  }
  return texts;
}

function stored(folder: string): Text[] {
  return [
    ...everyRow(folder).map(({ table, text }) => ({ where: `table ${table}`, text })),
    ...databaseFiles(folder).map(({ file, bytes }) => ({
      where: `file ${file}`,
      text: bytes.toString('latin1'),
    })),
  ];
}

describe('a secret', () => {
  it.each<Place>(['the document', 'the environment', 'files'])(
    'that is kept in %s reaches its destination and nothing else',
    async (place) => {
      const crm = await indiscreetDestination(ADDRESS_SECRETS);
      const mails = await mailServer({ password: SECRETS.smtp });
      const port = await freePort();
      const folder = dataFolder();
      const keeper = keeperIn(place, folder);
      const document = documentWithSecrets(keeper, {
        crm: crm.url,
        nobody: `http://${LOCAL}:${await freePort()}`,
        inspector: `http://${LOCAL}:${port}`,
        mailPort: mails.port,
      });
      writeConfig(folder, document);
      const env = { ...keeper.env, PORT: String(port), LOG_LEVEL: 'trace' };
      const said: Text[] = [];

      const relay = await startRelayProcess(folder, env);
      const ids = await deliverInEveryWay(relay, said);
      await allTried(folder, ids);
      for (const [index, { code, text }] of brokenFiles(document).entries()) {
        writeConfig(folder, text);
        await eventually(() => {
          const refusals = relay.log().filter((line) => line['code'] === 'CONFIG_REFUSED');
          expect(refusals).toHaveLength(index + 1);
          expect(refusals.at(-1)?.msg).toContain(`[${code}]`);
        });
      }
      writeConfig(folder, document);
      said.push(...(await askEverything(relay, ids)));
      said.push(...stored(folder));
      for (const args of COMMANDS) {
        const { stdout, stderr } = await connect(folder, args, env);
        expect(stdout).not.toBe('');
        said.push({ where: args.join(' '), text: stdout + stderr });
      }
      await eventually(() => expect(mails.mails.length).toBeGreaterThan(5));

      // Killed, so that the next start finds attempts cut off and the log of the database as it was.
      await relay.kill();
      said.push(...stored(folder));
      const next = await startRelayProcess(folder, env);
      const replayed = await send(`${next.url}/api/dead-letters/${ids[0] ?? ''}-06/replay`, {
        method: 'POST',
        headers: BEARER,
      });
      expect(replayed.status).toBe(200);
      said.push(...(await askEverything(next, ids)));
      await next.stop();
      said.push(...stored(folder));
      for (const [name, { stdout, stderr }] of Object.entries({ relay, next })) {
        said.push({ where: `the log of ${name}`, text: stdout() + stderr() });
      }

      for (const mail of mails.mails) {
        const { subject, body } = mail.read();
        said.push(
          { where: 'a mail', text: mail.text },
          { where: 'a mail as read', text: `${subject}\n${body}` },
        );
      }

      // The figure that an earlier search came to.
      expect(checksOf(ALL_PLANTED, said)).toBeGreaterThan(16_632);
      expect(leaks(ALL_PLANTED, said)).toEqual([]);
      expectRealCredentials(crm.requests);
      // What is no secret stays readable, or the log would be of no use.
      const logged = rowsOf(folder, 'attempts').find(({ endpoint_id: id }) => id === 'query');
      expect(logged?.['url']).toContain(
        `${crm.url}/query/{secret:path}?token=[masked]&code={secret:code}&sig=[masked]`,
      );
      expect(logged?.['url']).toContain('outcome=NI');
    },
  );

  it('that was replaced while an attempt was under way stays a secret', async () => {
    const [former, present] = ['former-Planted-Dm', 'present-Planted-En'];
    let answer: (reply: { status: number; body: string }) => void = () => undefined;
    const crm = await destination(() => new Promise((resolve) => (answer = resolve)));
    const withSecret = (secret: string) =>
      config({ endpoints: [endpoint('crm', crm, { apiAuthentication: `k=${secret}`, responseKey: '' })] });
    const folder = dataFolder(withSecret(former));
    const relay = await startRelayProcess(folder);
    const id = await deliver(relay, callOf(42));
    const [request] = await crm.received(1);
    expect(request?.url).toBe(`/crm?k=${former}`);

    writeConfig(folder, { ...withSecret(present), statuses: [], hooks: [{ id: 'main' }, { id: 'new' }] });
    await eventually(() => expect(relay.log().map(({ msg }) => msg)).toContain('configuration reloaded'));
    answer({ status: 200, body: JSON.stringify({ echo: request?.url }) });
    await eventually(() => expect(rowsOf(folder, 'attempts')).toHaveLength(1));

    const trail = await send(`${relay.url}/api/occurrences/${id}`, { headers: relay.authorization });
    await relay.stop();
    const said = [
      { where: 'the trail', text: trail.text },
      { where: 'the log', text: relay.stdout() },
      ...stored(folder),
    ];
    expect(trail.text).toContain('/crm?[masked]');
    expect(leaks({ former, present }, said)).toEqual([]);
  });
});

/** Each destination got the credentials themselves; and what was searched for can be found. */
function expectRealCredentials(requests: readonly Echoed[]): void {
  const of = (id: string) => requests.find(({ url }) => url.startsWith(`/${id}/${SECRETS.urlPath}?`));
  for (const id of Object.keys(ANSWERS)) {
    const query = new URLSearchParams(of(id)?.url.split('?')[1]);
    expect({ id, token: query.get('token'), k: query.get('k') }).toEqual({
      id,
      token: SECRETS.urlToken,
      k: SECRETS.query,
    });
  }
  expect(of('json')?.headers).toMatchObject({
    authorization: `Bearer ${SECRETS.bearer}`,
    'x-tenant': SECRETS.tenant,
  });
  expect(of('basic')?.headers.authorization).toBe(`Basic ${BASIC}`);
  const sent = requests.map((request) => ({ where: 'a request', text: JSON.stringify(request) }));
  const found = new Set(leaks(ALL_PLANTED, sent).map((leak) => leak.split(' in ')[0]));
  expect([...found].sort()).toEqual([
    'basic',
    'bearer',
    'password',
    'pathEnd',
    'query',
    'tenant',
    'urlCode',
    'urlPath',
    'urlSig',
    'urlToken',
  ]);
}
