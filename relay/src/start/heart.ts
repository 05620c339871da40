import type { LastUses } from '../access/last-uses.js';
import { LastSeen } from '../access/last-seen.js';
import type { LiveFeed } from '../live/live-feed.js';
import type { Configured } from './configuration.js';
import type { Ground } from './ground.js';
import type { Start } from './options.js';
import type { Work } from './work.js';

/** How often due actions are looked for without being told to, and a piece of what is too old let go. */
const HEARTBEAT_MS = 250;

/** Begins what is done several times a second, and gives it to be done once more. */
export function beginBeating(
  { options, clock, closing }: Start,
  { limits, door, watch }: Ground,
  { keeper }: Configured,
  { work, uses, live }: { readonly work: Work; readonly uses: readonly LastUses[]; readonly live: LiveFeed },
): () => void {
  const lastSeen = new LastSeen(options.dataFolder, clock);
  // At once: a relay may be killed before its heart beats for the first time.
  lastSeen.beat();
  closing.add(() => lastSeen.note());
  const beat = (): void => {
    for (const each of [limits, door, watch, ...work.beats, live, lastSeen]) each.beat();
    keeper.dropFormerSecrets();
    for (const each of uses) each.beat(clock.now());
  };
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  closing.add(() => clearInterval(heartbeat));
  return beat;
}
