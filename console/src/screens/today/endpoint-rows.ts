import type { Endpoint, Today } from '../../api/types.js';

export type SentToday = Today['endpoints'][number];

/** One line of the day: what is sent somewhere. */
export interface EndpointRow {
  readonly id: string;
  readonly name: string;
  /** Null for what the relay has of its own, as changes in Convoso and mail: nobody pauses those. */
  readonly endpoint: Endpoint | null;
  /** Null where the day was asked before the endpoint was there. */
  readonly sent: SentToday | null;
}

/** Each endpoint that is called, in the order of the configuration; then whatever else was sent to. */
export function endpointRows(endpoints: readonly Endpoint[], day: readonly SentToday[]): EndpointRow[] {
  const called = endpoints.filter(({ direction }) => direction !== 'inbound');
  const rows = called.map((endpoint) => ({
    ...{ id: endpoint.id, name: endpoint.name, endpoint },
    sent: day.find(({ endpointId }) => endpointId === endpoint.id) ?? null,
  }));
  const others = day.filter(({ endpointId }) => !endpoints.some(({ id }) => id === endpointId));
  return [
    ...rows,
    ...others.map((sent) => ({ id: sent.endpointId, name: sent.endpointName, endpoint: null, sent })),
  ];
}
