/** How long a relay is held to be alive that is not heard of. */
export const LEASE_MS = 15_000;

/** How often it is heard of: a lease outlasts two renewals that fail. */
export const RENEWED_EVERY_MS = LEASE_MS / 3;

/**
 * For how long a relay goes by what it was told of the others: one that has not renewed its lease for longer sends nothing. So all others
 * know of one that has registered by then, or send nothing, or are gone.
 */
export const KNOWN_FOR_MS = 2 * RENEWED_EVERY_MS;
