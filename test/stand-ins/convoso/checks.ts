import type { Account } from './account.js';
import type { Params } from './params.js';
import { refuseUnless } from './refusal.js';

/** Checks that several endpoints make alike; the code is each endpoint's own (domain-facts A.7). */
export function isPhone(text: string): boolean {
  return /^\d{7,15}$/.test(text);
}

export function isPhoneCode(text: string): boolean {
  return /^\d{1,4}$/.test(text);
}

/** 0 stands for all campaigns. */
export function isCampaign(account: Account, id: string): boolean {
  return id === '0' || account.campaigns.has(id);
}

/** Where a parameter was sent, it has to name a row that exists. */
export function refuseUnknown(
  params: Params,
  name: string,
  exists: (id: string) => boolean,
  code: number,
  text: string,
): void {
  const ids = params.list(name).filter((id) => id !== '0');
  refuseUnless(ids.every(exists), code, text);
}
