import type { ResolvedHook } from '@convoso-connect/core/config';
import { SECRET_HEADER } from '@convoso-connect/receiver/parts';
import { KEY_IS_ELSEWHERE } from '../access/shared-key-text.js';
import { SAMPLE_SECRET_PREFIX } from '../config/sample.js';
import { SAMPLE_ELSEWHERE } from '../config/sample-elsewhere.js';
import { hookUrl } from '../http/hook-url.js';
import type { RunningRelay } from '../relay.js';

export interface Greeted {
  readonly dataFolder: string;
  /** A link that signs a browser in; null where what is printed may be kept. */
  readonly link: string | null;
}

/** What a start prints for the person at the terminal. */
export function welcome(relay: RunningRelay, { dataFolder, link }: Greeted): string {
  const { hooks, settings } = relay.keeper.current.resolved;
  const at = settings.publicUrl ?? relay.url;
  const lines = [
    '',
    'Convoso Connect relay is running.',
    `  data            ${dataFolder}`,
    `  configuration   ${configurationOf(relay)}`,
    ...(relay.keySource === 'store' ? [`  API key         ${KEY_IS_ELSEWHERE}`] : []),
    ...hooks.map(({ id }) => `  catch hook      ${hookUrl(at, id)}`),
    ...relay.warnings.flatMap(({ code, message, remedy }) => ['', `! ${message}. [${code}]`, `  ${remedy}`]),
  ];
  const tried = settings.inspector ? hooks.find(mayBeTried) : undefined;
  if (tried !== undefined) {
    lines.push(
      '',
      'Try it: paste this into a second terminal,',
      '',
      `  ${exampleCall(relay.url, tried)}`,
      '',
    );
    lines.push(...whereToLook(relay));
  }
  lines.push('', ...signingIn(link));
  return `${lines.join('\n')}\n\n`;
}

function whereToLook(relay: RunningRelay): readonly string[] {
  const why = 'npm run connect -- explain';
  // At the inspector of another port nobody is to look: it may be anybody's.
  if (relay.warnings.some(({ code }) => code === SAMPLE_ELSEWHERE))
    return [`see what comes of it with: ${why}`];
  return [`see what was delivered at ${inspectorOf(relay)}`, `and why, with: ${why}`];
}

function configurationOf(relay: RunningRelay): string {
  const { configFile, wroteSample, isConfigShared, takenIn, keeper } = relay;
  const which = `revision ${keeper.current.revision.number} in the database`;
  if (takenIn !== null)
    return `${which}, taken in from ${configFile}${takenIn === 'sample' ? ' (a sample, just written)' : ''}`;
  if (isConfigShared) return which;
  return `${configFile}${wroteSample ? '   (a sample, just written)' : ''}`;
}

function signingIn(link: string | null): readonly string[] {
  if (link === null) return ['Open the console in a browser with: npm run connect -- link'];
  return ['Open the console in a browser, once and within ten minutes, with this link:', '', `  ${link}`];
}

/** The sample delivers to the inspector of the relay that brought it, at whichever of several relays the call comes in. */
function inspectorOf({ url, keeper }: RunningRelay): string {
  const { endpoints } = keeper.current.resolved;
  const own = endpoints.map(({ apiUrl }) => /^https?:\/\/[^/]+\/inspect(?=\/)/.exec(apiUrl)?.[0]);
  return own.find((found) => found !== undefined) ?? `${url}/inspect`;
}

/** An open hook, or one with the secret that the sample came with: no other secret is ever printed. */
function mayBeTried({ secret }: ResolvedHook): boolean {
  return secret === undefined || secret.startsWith(SAMPLE_SECRET_PREFIX);
}

/** A delivery as Convoso makes it at the end of a call (domain-facts B.5), with invented values. */
function exampleCall(url: string, { id, secret }: ResolvedHook): string {
  const fields = [
    'call_log_id=14683239',
    'lead_id=1364887',
    'first_name=Test',
    'last_name=Lead',
    'phone_number=7735550167',
    'status=NI',
    'length_in_sec=148',
    'call_date=2025-10-09+15%3A56%3A40',
    'call_type=OUTBOUND',
    'term_reason=CALLER',
    'agent_full_name=Test+Agent',
    'agent_email=agent%40example.test',
    'campaign_id=111',
    'campaign_name=Solar+West',
    'list_id=3343',
  ];
  const header = secret === undefined ? '' : ` -H '${SECRET_HEADER}: ${secret}'`;
  return `curl '${hookUrl(url, id)}'${header} -d '${fields.join('&')}'`;
}
