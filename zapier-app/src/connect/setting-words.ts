import type { SettingWords } from '@convoso-connect/core';

/** What the configuration document calls otherwise than the form, or what a form has no choice of. */
export const FORM_WORDS: SettingWords = {
  emptyFails: '',
  takeEmpty: 'choose Any Answer in Expected Result',
  takeRedirect: 'answer yes to Redirect Is Success',
  takeConflict: 'count 409 as a success with 2xx, 409 in Expected Statuses and Any Answer in Expected Result',
  addStatus: 'add it to Expected Statuses',
  addResult: 'add it to Expected Values',
  statusesAre: 'Expected Statuses is',
  // A form has no choice of these: Zapier repeats a step as it does.
  andRetrySafe: '',
  retrySafe: '',
  retryNever: '',
  retryAlways: '',
};
