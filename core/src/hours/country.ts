/** `untold` covers the United States too: forms and imports fill them in for everybody. */
export type Country = 'untold' | 'canada' | 'elsewhere';

const UNITED_STATES = new Set([
  '',
  '1',
  'US',
  'USA',
  'UNITEDSTATES',
  'UNITEDSTATESOFAMERICA',
  'AMERICA',
  // The territories have country codes of their own.
  ...['PR', 'PUERTORICO', 'VI', 'GU', 'GUAM', 'AS', 'AMERICANSAMOA', 'MP'],
]);

const CANADA = new Set(['CA', 'CAN', 'CANADA']);

/** What a lead's country field says. Whatever is not understood is elsewhere, where no postal code is one of ours. */
export function readCountry(text: string): Country {
  const plain = text.replace(/[^\p{L}\d]/gu, '').toUpperCase();
  if (UNITED_STATES.has(plain)) return 'untold';
  return CANADA.has(plain) ? 'canada' : 'elsewhere';
}
