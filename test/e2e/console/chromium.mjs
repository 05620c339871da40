import { existsSync } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is on this machine; null where none is. */
export function findChromium() {
  const { CHROMIUM } = process.env;
  const places = CHROMIUM ? [CHROMIUM] : USUAL_PLACES;
  return places.find((place) => existsSync(place)) ?? null;
}
