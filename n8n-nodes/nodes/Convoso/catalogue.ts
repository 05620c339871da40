import { convosoCatalogue, type CatalogueEndpoint } from '@convoso-connect/core/convoso-api';
import { titleOf } from '../shared/texts';

/** A resource of Convoso's REST API with its operations. */
export interface ConvosoResource {
  /** As the client calls it: `callLog`. */
  readonly name: string;
  readonly label: string;
  readonly operations: readonly CatalogueEndpoint[];
}

/** Of the groups whose names do not say it. */
const LABELS: Readonly<Record<string, string>> = {
  dnc: 'DNC',
  smsOptOut: 'SMS Opt-Out',
  statuses: 'Status',
};

const CATALOGUE = convosoCatalogue();

/** By label, as n8n sorts the choices of a resource. */
export const RESOURCES: readonly ConvosoResource[] = [...new Set(CATALOGUE.map(({ group }) => group))]
  .map((name) => ({
    name,
    label: labelOf(name),
    operations: CATALOGUE.filter(({ group }) => group === name),
  }))
  .sort((one, other) => (one.label < other.label ? -1 : 1));

/** In the singular, as n8n names resources. */
function labelOf(name: string): string {
  return LABELS[name] ?? titleOf(name).replace(/s$/, '');
}
