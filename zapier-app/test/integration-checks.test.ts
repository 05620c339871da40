import { describe, expect, it } from '@jest/globals';
import { CHECKS } from './checks/index.js';
import { SOUND_APP, UNSOUND_APPS } from './checks/unsound-apps.js';
import { APP, VISIBLE } from './steps.js';

/** Where this app breaks one of Zapier's checks and means to. */
interface Exception {
  readonly id: string;
  readonly at: RegExp;
  readonly because: string;
}

const EXCEPTIONS: readonly Exception[] = [
  { id: 'D001', at: /\.blueinkdigital_token$/, because: "a field of the lead's, by Convoso's name" },
  { id: 'D001', at: /\.criteria_key$/, because: 'the name of a set of rules, which opens nothing' },
  { id: 'D001', at: /\.responseKey$/, because: 'where in an answer to look' },
  {
    id: 'D004',
    at: /^(?:match_rules|map_with_adaptor|send_to_endpoint)\.(?:lead|call)_/,
    because: 'single values of a call event, in closed groups, which the trigger before fills',
  },
  {
    id: 'D004',
    at: /^(?:search_lead|find_lead|find_decision)\.|^find_call_log\.id$/,
    because: 'what a search looks for, which nothing before it can list',
  },
  { id: 'D004', at: /^update_lead\.adaptor_id$/, because: "a number of another system's" },
  {
    id: 'D017',
    at: /^call_event$/,
    because: 'Convoso offers no subscription: its address is pasted into Convoso',
  },
  { id: 'D018', at: /\.lead_locale_gmt$/, because: 'written so by Convoso' },
  {
    id: 'D023',
    at: /\.call__call_date$/,
    because: "Convoso's own wall time of a delivery; called_at beside it has the offset",
  },
  {
    id: 'D026',
    at: /^authentication\.convosoAddress$/,
    because: 'the connection test refuses every host but those of convoso.com and this machine',
  },
  {
    id: 'D026',
    at: /^authentication\.relayUrl$/,
    because: "a server of the user's own, over https; its key opens nothing else, and is withdrawn there",
  },
];

const isMeant = (id: string, place: string) =>
  EXCEPTIONS.some((exception) => exception.id === id && exception.at.test(place));

describe("Zapier's checks of a definition", () => {
  it.each(CHECKS)('$id: $asks', ({ id, brokenAt }) => {
    expect(brokenAt(APP).filter((place) => !isMeant(id, place))).toEqual([]);
  });

  it.each(EXCEPTIONS)('$id is broken at $at and meant to: $because', ({ id, at }) => {
    const places = CHECKS.filter((check) => check.id === id).flatMap(({ brokenAt }) => brokenAt(APP));
    expect(places).toContainEqual(expect.stringMatching(at));
  });

  it("D023: where a call event has Convoso's wall time, it has the instant, too", () => {
    const withWallTime = VISIBLE.filter(({ sample }) => 'call_date' in Object(sample['call']));
    expect(withWallTime).not.toEqual([]);
    for (const { sample } of withWallTime) {
      expect(sample['called_at']).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d$/);
    }
  });
});

describe('each of the checks', () => {
  it.each(UNSOUND_APPS)('$id finds an app that $what', ({ id, app, at }) => {
    const check = CHECKS.find((each) => each.id === id);
    expect(check?.brokenAt(app)).toEqual(at);
  });

  it.each(CHECKS)('$id finds nothing in an app that is sound', ({ brokenAt }) => {
    expect(brokenAt(SOUND_APP)).toEqual([]);
  });

  it('has an app of its own that breaks it', () => {
    expect([...new Set(UNSOUND_APPS.map(({ id }) => id))]).toEqual(CHECKS.map(({ id }) => id));
  });

  it('stands under a number of its own', () => {
    const numbers = CHECKS.map(({ id }) => Number(id.slice(1)));
    const all = Array.from({ length: 28 }, (_, index) => index + 1).filter((n) => n !== 19 && n !== 20);
    expect(numbers).toEqual(all);
  });
});
