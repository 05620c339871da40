/** Excel, Google Sheets and LibreOffice take a cell that begins with one of these for a formula, or strip it and look again. */
const STARTS_FORMULA = /^[=@+\-\t\r\n\uFF1D\uFF20\uFF0B\uFF0D]/;

const SIGNED_NUMBER = /^[+-]\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?$/;

const PHONE = /^\+\d{1,3}(?:[ .-]?\(\d{1,5}\))?(?:[ .-]?\d{2,5}){1,5}$/;
const PHONE_DIGITS = { least: 7, most: 15 };

/**
 * A text as a cell that a spreadsheet shows and never runs: what could be a formula gets an apostrophe in front.
 * Phone numbers (`+1213…`) and numbers (`-5.20`) stay as they are, since nothing can hide in one.
 */
export function csvCell(text: string): string {
  return STARTS_FORMULA.test(text) && !SIGNED_NUMBER.test(text) && !isPhone(text) ? `'${text}` : text;
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return PHONE.test(text) && digits >= PHONE_DIGITS.least && digits <= PHONE_DIGITS.most;
}
