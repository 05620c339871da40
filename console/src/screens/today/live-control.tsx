import type { Liveness } from '../../api/use-live.js';
import { useAccount } from '../../frame/account.js';
import { Badge } from '../../parts/badge.js';
import { Time } from '../../parts/time.js';
import type { Told } from '../../words/states.js';

const TOLD: Readonly<Record<Liveness, Told>> = {
  live: { tone: 'good', text: 'Live' },
  apart: { tone: 'waiting', text: 'Looked at every 10 seconds' },
  paused: { tone: 'quiet', text: 'Stands still' },
};

/** Whether this page follows what happens, and holding it still to read it. */
export function LiveControl() {
  const { live, now } = useAccount();
  const isPaused = live.liveness === 'paused';
  return (
    <>
      <Badge told={TOLD[live.liveness]} />
      <span class="hint">
        as of <Time at={now} />
      </span>
      <button type="button" onClick={() => live.setPaused(!isPaused)}>
        {isPaused ? 'Follow again' : 'Hold still'}
      </button>
    </>
  );
}
