/** The schemas of a table, in the form that a discriminated union takes them. */
export function optionsOf<T>(table: Readonly<Record<string, T>>): [T, ...T[]] {
  return Object.values(table) as [T, ...T[]];
}
