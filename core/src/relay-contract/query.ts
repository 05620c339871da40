import * as z from 'zod/mini';

/** What can be read in one go, as on Convoso's own log pages (seed 004, "Log Features"). */
export const PAGE_SIZES = [20, 50, 100, 200, 500, 1_000] as const;

/** How many rows a page has where nothing is said. */
export const USUAL_PAGE = 50;

/** A text that is not looked at here. */
export const text = z.string();

/** A page of a list: how many rows, and the `next` of the page before. */
export const paging = {
  limit: z.enum(PAGE_SIZES.map(String)),
  after: z.string(),
};

/**
 * A date as in 2026-11-20, which means the account's zone and, as an end, is included; or an instant with its offset, as in
 * 2026-11-20T17:00:00Z.
 */
export const time = z.string();

/** From the first on and before the second. */
export const span = { from: time, to: time };

/** A phone number in any formatting. */
export const phone = z.string();

/** A lead by its id, or by `phone:` and its number. */
export const lead = z.string();

/** `excel`: CSV with the separator that Excel expects where the comma stands in numbers. */
export const FORMATS = ['csv', 'excel', 'json'] as const;

export const format = z.enum(FORMATS);
