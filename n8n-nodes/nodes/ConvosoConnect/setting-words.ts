import type { SettingWords } from '@convoso-connect/core';

/** What the configuration of a relay calls otherwise than the panel. Which statuses are a success, a node does not ask. */
export const PANEL_WORDS: SettingWords = {
  emptyFails: '',
  takeEmpty: 'choose Any Answer in Options → Expected Result',
  takeRedirect: 'set On Error of this node to continue, and go by error.status',
  takeConflict: 'set On Error of this node to continue, and go by error.status',
  addStatus: 'set On Error of this node to continue, and go by error.status',
  addResult: 'choose Any Answer in Options → Expected Result',
  statusesAre: 'expected is',
  andRetrySafe: ', and Retry is Safe',
  retrySafe: '; Retry is Safe',
  retryNever: '; Retry is Never',
  retryAlways: '; Retry is Always',
};
