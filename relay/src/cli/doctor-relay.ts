import { statfsSync } from 'node:fs';
import type { Examined } from '../doctor/examine.js';
import { broken, fine, skipped, type Finding } from '../doctor/finding.js';
import { areOthersAt, hasStore, type StorePlace } from '../store/place.js';
import { relayStandingIn } from './relay-standing.js';

/** With less room than this on its disk a relay soon takes nothing in: its log alone grows to tens of megabytes. */
const LEAST_ROOM_MB = 16;
const MB = 2 ** 20;

/** Whether calls are taken in at all, which no check of a configuration tells. Nothing where no relay has ever run. */
export async function relayExamined(place: StorePlace): Promise<readonly Examined[]> {
  const findings = [...(await ofRelay(place)), ...ofDisk(place)];
  return findings.map((finding) => ({ check: 'relay', title: 'Relay', ...finding }));
}

async function ofRelay(place: StorePlace): Promise<readonly Finding[]> {
  const standing = await relayStandingIn(place.dataFolder);
  switch (standing.kind) {
    case 'running':
      return [fine('it runs and takes calls in')];
    case 'unready':
      return [broken(`it takes no call in: ${standing.why.message}`, standing.why.remedy)];
    case 'silent':
      return [broken(`it does not answer at ${standing.url}`, 'Look at its log, and restart it.')];
    default:
      // Of several on a database some may be at work elsewhere, as `status` says.
      return areOthersAt(place) || !hasStore(place)
        ? []
        : [skipped('it is not running: whether it takes calls in shows once it does', 'Start it: npm start')];
  }
}

function ofDisk(place: StorePlace): readonly Finding[] {
  if (areOthersAt(place) || !hasStore(place)) return [];
  const { bavail, bsize } = statfsSync(place.dataFolder);
  const room = bavail * bsize;
  if (room >= LEAST_ROOM_MB * MB) return [];
  const left = `${(room / MB).toFixed(1)} MB are left on the disk of the data folder ${place.dataFolder}`;
  return [broken(`${left}, and a relay takes nothing in where none are`, 'Make room on that disk.')];
}
