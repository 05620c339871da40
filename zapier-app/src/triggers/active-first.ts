interface Listed {
  readonly id: string | null;
  readonly name: string | null;
  /** Whether it is in use. */
  readonly status: boolean | null;
}

/** Rows as a drop-down shows them: those in use first, and the others named as what they are. */
export function activeFirst(rows: readonly Listed[]): { readonly id: string; readonly name: string }[] {
  const isOff = ({ status }: Listed) => status === false;
  return [...rows.filter((row) => !isOff(row)), ...rows.filter(isOff)].map((row) => {
    const name = row.name ?? row.id ?? '';
    return { id: row.id ?? '', name: isOff(row) ? `${name} (inactive)` : name };
  });
}
