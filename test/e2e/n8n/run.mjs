import { mkdirSync, rmSync } from 'node:fs';
import { Unavailable } from '../node-from-npm.mjs';
import { checkPackage } from './check-package.mjs';
import { N8nClient } from './n8n-client.mjs';
import { N8nProcess, USER_FOLDER } from './n8n-process.mjs';
import { packedPackage } from './package-tarball.mjs';
import { Report } from './report.mjs';
import { standIns } from './stand-ins.mjs';
import { ensureComponent, registryAnswers } from './toolchain.mjs';
import { triggerScenarios } from './scenarios-trigger.mjs';
import { nodeScenarios } from './scenarios-nodes.mjs';
import { apiScenarios } from './scenarios-api.mjs';
import { flowScenarios } from './scenarios-flows.mjs';
import { failureScenarios } from './scenarios-failures.mjs';
import { toolScenarios } from './scenarios-tools.mjs';
import { guardScenarios } from './scenarios-guards.mjs';
import { benchScenario } from './bench.mjs';
import { listScenarios } from './scenarios-lists.mjs';
import { queueScenarios } from './scenarios-queue.mjs';
import { panelScenarios } from './panels.mjs';
import { choosingScenarios } from './choosing.mjs';

/**
 * `npm run e2e:n8n [-- name …]`: the package as it is published, in a real n8n; with `oldest` among the names, in the
 * oldest that the README names. Everything that is not in this workspace comes from npm into the cache folder. Where
 * that cannot be had, the run is skipped and says why.
 */
const SCENARIOS = {
  trigger: triggerScenarios,
  nodes: nodeScenarios,
  // It restarts n8n, which would end the short waits of what follows.
  guards: guardScenarios,
  api: apiScenarios,
  lists: listScenarios,
  flows: flowScenarios,
  failures: failureScenarios,
  tools: toolScenarios,
  panels: panelScenarios,
  choosing: choosingScenarios,
  // It starts n8n in several processes, and leaves it in one again.
  queue: queueScenarios,
};

const isOldest = process.argv.includes('oldest');
const wanted = process.argv.slice(2).filter((name) => name !== 'oldest');
const report = new Report();

try {
  const { tarball, unpacked } = await report.part('packing', packedPackage);
  const component = isOldest ? 'n8n-oldest' : 'n8n';
  const home = await report.part('installing', () => ensureComponent(component));
  if (!isOldest && isWanted('package')) await report.part('package', () => judged(unpacked));
  await withN8n({ component, home, tarball }, async (run) => {
    const due = [];
    for (const [name, scenario] of Object.entries(SCENARIOS)) {
      if (isWanted(name)) due.push([`${name}, later`, await part(name, () => scenario(run))]);
    }
    for (const [name, scenario] of due) {
      if (scenario !== undefined) await part(name, scenario);
    }
    // How fast it is belongs to the newest n8n alone, and to one that does nothing else.
    if (isWanted('bench') && !isOldest && !isLeft('bench')) await part('bench', () => benchScenario(run));
  });
  process.exitCode = report.finish();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`Skipped: ${error.message}`);
  // What this machine offers has to be used; what it does not offer cannot be.
  const mayBeSkipped = process.env.CI !== 'true' || !(await registryAnswers());
  process.exitCode = mayBeSkipped ? 0 : 1;
}

async function part(name, scenario) {
  return await report.part(name, () =>
    scenario().catch((error) => report.failed(`the scenarios of ${name} could be set up`, error)),
  );
}

async function judged(unpacked) {
  await report.step("n8n's lint and scan pass on the sources and on the tarball", async () => {
    const refused = await checkPackage(unpacked);
    if (refused.length > 0) throw new Error(refused.join('\n'));
  });
}

function isWanted(name) {
  return wanted.length === 0 || wanted.includes(name);
}

/** What says nothing of right or wrong, and takes minutes, is left to the long form where CI asks for everything. */
function isLeft(name) {
  if (process.env.CI !== 'true' || wanted.length > 0) return false;
  console.log(`The part "${name}" is left to npm run check:full.`);
  return true;
}

/** Everything that was started is ended, however the scenarios go. */
async function withN8n({ component, home, tarball }, scenarios) {
  rmSync(USER_FOLDER, { recursive: true, force: true });
  mkdirSync(USER_FOLDER, { recursive: true });
  const servers = await standIns();
  const n8n = new N8nProcess({ component, home, userFolder: USER_FOLDER });
  try {
    const vendors = {
      balto: await servers.balto(),
      convoso: await servers.convoso(),
      salesforce: await servers.salesforce(),
      zoho: await servers.zoho(),
      sink: await servers.destination(),
    };
    const client = new N8nClient(n8n.url);
    await report.part('starting', async () => {
      n8n.installPackage(tarball);
      n8n.importCredentials(oauthCredentials(servers, vendors));
      await n8n.start();
      await client.signIn();
    });
    await scenarios({ report, client, n8n, servers, vendors, isOldest });
  } finally {
    await n8n.stop();
    await servers.closeAll().catch((error) => console.log(String(error)));
  }
}

/** n8n's own Salesforce and Zoho nodes take their address from the token that they are given. */
function oauthCredentials({ SALESFORCE_TOKEN, ZOHO_TOKEN }, { salesforce, zoho }) {
  const token = (access_token, more) => ({
    clientId: 'id',
    clientSecret: 'secret',
    oauthTokenData: { access_token, refresh_token: 'none', token_type: 'Bearer', ...more },
  });
  return [
    {
      id: 'salesforce',
      name: 'Salesforce',
      type: 'salesforceOAuth2Api',
      data: token(SALESFORCE_TOKEN, { instance_url: salesforce.url }),
    },
    { id: 'zoho', name: 'Zoho', type: 'zohoOAuth2Api', data: token(ZOHO_TOKEN, { api_domain: zoho.url }) },
  ];
}
