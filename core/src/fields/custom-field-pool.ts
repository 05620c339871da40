/** Convoso's lead layouts share one pool of numbers for custom fields (seed 000, gotcha 4; domain-facts J.21). */
export const CUSTOM_FIELD_POOL = 40;
