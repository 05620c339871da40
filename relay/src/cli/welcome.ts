import type { RunningRelay } from '../relay.js';

/** What a start prints for the person at the terminal. */
export function welcome(relay: RunningRelay, dataFolder: string): string {
  const { config } = relay.keeper.current.revision;
  const hookUrls = config.hooks.map((hook) => `${relay.url}/hooks/${hook.id}`);
  const lines = [
    '',
    'Convoso Connect relay is running.',
    `  data            ${dataFolder}`,
    `  configuration   ${relay.configFile}${relay.wroteSample ? '   (a sample, just written)' : ''}`,
    ...hookUrls.map((url) => `  catch hook      ${url}`),
  ];
  const openHook = config.hooks.findIndex((hook) => hook.secret === undefined);
  if (config.settings.inspector && openHook !== -1) {
    lines.push(
      '',
      'Try it: paste this into a second terminal,',
      '',
      `  ${exampleCall(hookUrls[openHook] ?? '')}`,
      '',
      `see what was delivered at ${relay.url}/inspect`,
      'and why, with: npm run connect -- explain',
    );
  }
  return `${lines.join('\n')}\n\n`;
}

/** A delivery as Convoso makes it at the end of a call (domain-facts B.5), with invented values. */
function exampleCall(url: string): string {
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
    'campaign_name=Solar+West',
    'list_id=3343',
  ];
  return `curl '${url}' -d '${fields.join('&')}'`;
}
