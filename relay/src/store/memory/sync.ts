/** A port whose methods answer at once. */
export type Sync<Port> = {
  [Method in keyof Port]: Port[Method] extends (...args: infer Args) => Promise<infer Value>
    ? (...args: Args) => Value
    : never;
};

/** Ports, by what they are about, whose methods answer at once. */
export type SyncParts<Parts> = { [Part in keyof Parts]: Sync<Parts[Part]> };

type Work = () => unknown;

/** The same ports with promises; `run` carries each call out. */
export function promised<Parts>(parts: SyncParts<Parts>, run: (work: Work) => Promise<unknown>): Parts {
  const wrapped = Object.entries(parts).map(([name, port]) => [name, promisedPort(port as object, run)]);
  return Object.fromEntries(wrapped) as Parts;
}

function promisedPort(port: object, run: (work: Work) => Promise<unknown>): object {
  const methods = Object.entries(port).map(([name, method]) => {
    const call = method as (...args: unknown[]) => unknown;
    return [name, (...args: unknown[]) => run(() => call(...args))];
  });
  return Object.fromEntries(methods) as object;
}
