import { plainNumber } from './number-text.js';

/** `2:28`, `00:02:28`, with decimals of a second or without. */
const CLOCK = /^(?:(?:(\d{1,3}):(?=[0-5]\d:))?(\d{1,3})):([0-5]\d(?:\.\d+)?)$/;

/** `2h 5m 3s`, `2 min 28 sec`, `148 seconds`; also ISO 8601, `PT2M28S`. */
const IN_UNITS =
  /^(?:pt?)?(?:(\d+)\s*h(?:ou)?(?:rs?)?)?[\s,]*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?[\s,]*(?:(\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?)?\.?$/i;

/** No length of time is written longer; a delivery of a million commas would take the pattern above its while. */
const LONGEST = 100;

const MILLISECONDS = /^(\d+)\s*(?:ms|msec|milliseconds?)$/i;

/**
 * A length of time in seconds, as plain digits: of a clock (`00:02:28`), in units (`2 min 28 sec`), or a number of
 * seconds. Null where the text is none of these. Two parts of a clock are minutes and seconds.
 */
export function secondsText(text: string): string | null {
  const trimmed = text.trim();
  const number = plainNumber(trimmed);
  if (number !== null) return number;
  const clock = CLOCK.exec(trimmed);
  if (clock !== null) return fromParts(clock[1], clock[2], clock[3]);
  if (trimmed.length > LONGEST) return null;
  const milliseconds = MILLISECONDS.exec(trimmed);
  if (milliseconds !== null) return String(Number(milliseconds[1]) / 1000);
  const units = IN_UNITS.exec(trimmed);
  if (units === null || !/\d/.test(trimmed)) return null;
  return fromParts(units[1], units[2], units[3]);
}

function fromParts(hours = '0', minutes = '0', seconds = '0'): string {
  // Whole seconds and their decimals apart, so that 28.1 stays 28.1.
  const [whole = '0', decimals] = seconds.split('.');
  const sum = Number(hours) * 3600 + Number(minutes) * 60 + Number(whole);
  return decimals === undefined ? String(sum) : `${sum}.${decimals}`;
}
