import type { Section } from './section.js';

/** The sections whose fields Convoso defines; `custom` holds whatever else a delivery carries. */
export type CatalogueSection = Exclude<Section, 'custom'>;

/** What a field holds: it decides which date formats and tests are offered for it. */
export type FieldType = 'text' | 'number' | 'date' | 'datetime' | 'phone' | 'email' | 'url';

/** One field that Convoso can deliver. Section and name together identify it; names alone collide (domain-facts D.2). */
export interface FieldDefinition {
  readonly section: CatalogueSection;
  /** The name in adaptors and API calls; never changes. */
  readonly name: string;
  /** What a person sees on screens. */
  readonly label: string;
  /** How the value reads. Ids are `text`: nothing is ever calculated with them. */
  readonly type: FieldType;
  /** Filled by Convoso alone, so an adaptor row for it takes no default value (domain-facts D.4; our reading). */
  readonly systemManaged: boolean;
}

/** A row of a section's table: name, label, type. */
export type FieldRow = readonly [name: string, label: string, type: FieldType];

/** Turns a section's table into definitions; `isManaged` says which names Convoso fills itself. */
export function defineFields(
  section: CatalogueSection,
  rows: readonly FieldRow[],
  isManaged: (name: string) => boolean,
): readonly FieldDefinition[] {
  return rows.map(([name, label, type]) => ({ section, name, label, type, systemManaged: isManaged(name) }));
}
