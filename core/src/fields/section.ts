/** The four sections of an adaptor (config-format, "Adaptor field"). */
export const SECTIONS = ['lead', 'callLog', 'extra', 'custom'] as const;

/** One of {@link SECTIONS}. */
export type Section = (typeof SECTIONS)[number];
