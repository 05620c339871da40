import type { MarkedArrival } from '../../ports/intake.js';
import { selectByKeys, upsertAll, type Connection } from '../many-rows.js';

/** Nobody may come in between looking and taking note: where several write at once, the marks have to be locked first. */
export async function firstsOf(
  db: Connection,
  arrived: readonly MarkedArrival[],
): Promise<(readonly string[] | null)[]> {
  const keys = [...new Set(arrived.flatMap(({ marks }) => marks.map(({ key }) => key)))];
  const rows = await selectByKeys(db, 'delivery_marks', ['key', 'ids', 'at'], { key: 'key', values: keys });
  const known = new Map(
    rows.map(({ key, ids, at }) => [key, { ids: JSON.parse(ids) as readonly string[], at }]),
  );
  const noted = new Map<string, { key: string; ids: string; at: number; expiresAt: number }>();
  const firsts = arrived.map(({ marks, ids, at }) => {
    for (const { key, withinMs } of marks) {
      const first = known.get(key);
      if (first !== undefined && Math.abs(at - first.at) < withinMs) return first.ids;
    }
    for (const { key, withinMs } of marks) {
      known.set(key, { ids, at });
      noted.set(key, { key, ids: JSON.stringify(ids), at, expiresAt: at + withinMs });
    }
    return null;
  });
  await upsertAll(db, 'delivery_marks', 'key', [...noted.values()]);
  return firsts;
}
