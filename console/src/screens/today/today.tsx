import { useAccount } from '../../frame/account.js';
import { Screen } from '../../parts/screen.js';
import { Alarms } from './alarms.js';
import { EndpointsToday } from './endpoints-today.js';
import { Figures } from './figures.js';
import { Hours } from './hours.js';
import { LiveControl } from './live-control.js';
import { NextStep } from './next-step.js';
import { Wrong } from './wrong.js';

/** How it goes: what came and went today, what is wrong, and what to do next. */
export function Today() {
  const { today, alarms, refresh } = useAccount();
  return (
    <Screen
      title="Today"
      lead={`${today.date}: what came in, what went out, and what needs you.`}
      actions={<LiveControl />}
    >
      <NextStep next={today.next} alarms={alarms} />
      <Figures totals={today.totals} />
      <Hours hours={today.hours} />
      <Alarms alarms={alarms} changed={refresh} />
      <Wrong wrong={today.wrong} />
      <EndpointsToday sent={today.endpoints} />
    </Screen>
  );
}
