import { wrongNow as wrongNowIn } from '../explain/wrong-now.js';
import type { Read } from './tools.js';

/** What is wrong with the set-up now, a sentence each. */
export const wrongNow = (({ db }, asked) => wrongNowIn(db, asked)) satisfies Read<
  { now: number; timeZone: string },
  string[]
>;
