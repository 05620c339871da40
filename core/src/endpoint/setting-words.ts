/**
 * How what is told of an attempt names the settings of an endpoint: as the configuration has them. A panel or form has
 * other words, or no such setting at all, so that a wrapper gives its own for each of these (`attemptInWords`). Core
 * makes its sentences of these very parts: one that is new or another has no words in a wrapper, which does not compile.
 */
export const SETTING_WORDS = {
  emptyFails: ', and expect.empty is "failure"',
  takeEmpty: 'set expect.empty to "ok"',
  takeRedirect: 'set expect.redirect to "delivered"',
  takeConflict: 'count 409 as a success with expect.status "2xx, 409"',
  addStatus: 'add it to expect.status',
  addResult: 'add it to expect.result',
  statusesAre: 'expect.status is',
  andRetrySafe: ', and retry is "safe"',
  retrySafe: '; retry is "safe"',
  retryNever: '; retry is "never"',
  retryAlways: '; retry is "always"',
} as const;

/** The same in the words of a panel; an empty text leaves the part out. */
export type SettingWords = Readonly<Record<keyof typeof SETTING_WORDS, string>>;
