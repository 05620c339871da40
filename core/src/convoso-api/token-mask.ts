import { MASK } from '../secrets/mask-values.js';

export type Mask = (text: string) => string;

/** Hides the token wherever an answer or an error repeats it: plain, in JSON, in a URL, or in a form. */
export function tokenMask(token: string): Mask {
  const form = new URLSearchParams();
  form.append('', token);
  const spellings = [
    token,
    JSON.stringify(token).slice(1, -1),
    encodeURIComponent(token),
    form.toString().slice(1),
  ];
  return (text) => spellings.reduce((masked, spelling) => masked.replaceAll(spelling, MASK), text);
}
