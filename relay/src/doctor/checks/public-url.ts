import { broken, doubtful, fine, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

const PATIENCE_MS = 10_000;

/** Whether the relay is reached where the configuration says, over TLS, and with nothing open that is not meant to be. */
export async function checkPublicUrl({ config }: SetUp): Promise<readonly Finding[]> {
  const { publicUrl } = config.settings;
  if (publicUrl === undefined)
    return [skipped('nothing says where the relay is reached from outside', 'Set settings.publicUrl.')];
  const health = await asked(`${publicUrl}/healthz`);
  if (typeof health === 'string')
    return [
      broken(
        `nothing answers at ${publicUrl} (${health})`,
        'Start the relay, and mend the proxy or the name.',
      ),
    ];
  if (!health.text.includes('"status":"ok"'))
    return [broken(`what answers at ${publicUrl} is no relay (${health.status})`, FORWARD)];
  const findings = [...unsafe(publicUrl), ...(await beyondHooks(publicUrl))];
  return findings.length > 0 ? findings : [fine(`the relay answers at ${publicUrl}, and only its hooks do`)];
}

const FORWARD =
  'Let the proxy forward /hooks/, /healthz and /readyz to the relay: see docs/run-it-for-real.md.';

function unsafe(publicUrl: string): readonly Finding[] {
  if (publicUrl.startsWith('https:')) return [];
  return [
    doubtful(`${publicUrl} carries the data of leads in clear`, 'Put TLS before it, and write https://.'),
  ];
}

async function beyondHooks(publicUrl: string): Promise<readonly Finding[]> {
  const api = await asked(`${publicUrl}/api/session`);
  // The relay's own words: then the proxy has let the request through.
  if (typeof api === 'string' || !api.text.includes('API_KEY_NEEDED')) return [];
  return [
    doubtful(
      `the API is reached at ${publicUrl}, where only its key keeps people out`,
      'Let the proxy forward /hooks/ alone, unless you want the API there: see docs/run-it-for-real.md.',
    ),
  ];
}

/** What a place answers, or why it does not. */
async function asked(url: string): Promise<{ readonly status: number; readonly text: string } | string> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(url, { redirect: 'manual', signal });
    return { status: answer.status, text: (await answer.text()).slice(0, 10_000) };
  } catch (error) {
    const { cause, message } = error as Error;
    return cause instanceof Error ? cause.message : message;
  }
}
