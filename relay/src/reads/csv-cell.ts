/** Excel, Google Sheets and LibreOffice take a cell that begins with one of these for a formula, or strip it and look again. */
const STARTS_FORMULA = /^[=@+\-\t\r\n\uFF1D\uFF20\uFF0B\uFF0D]/;

const SIGNED_NUMBER = /^[+-]\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?$/;

const PHONE = /^\+\d{1,3}(?:[ .-]?\(\d{1,5}\))?(?:[ .-]?\d{2,5}){1,5}$/;
const PHONE_DIGITS = { least: 7, most: 15 };

/**
 * Places in a text at which a cell of its own begins, with what could be a formula, for a program that separates cells by
 * something else than the file: quotes count for nothing there, since they do not stand at the beginning of its cell.
 */
const STARTS_LATER_CELL = /(?<=[;,\t\r\n])(?=[\s"']*[=@+\-\uFF1D\uFF20\uFF0B\uFF0D])/g;
/** The same, for a file whose own cells are separated by commas, which stand in every other sentence. */
const STARTS_LATER_CELL_OF_COMMAS = /(?<=[;\t\r\n])(?=[\s"']*[=@+\-\uFF1D\uFF20\uFF0B\uFF0D])/g;

/** What stands between the cells of a file. Excel expects `;` where the comma is the decimal sign. */
export type Separator = ',' | ';';

/**
 * A text as a cell that a spreadsheet shows and never runs, whatever it takes for the separator: what could be a formula
 * gets an apostrophe in front. Phone numbers (`+1213…`) and numbers (`-5.20`) stay as they are where they are all of the
 * cell, since nothing can hide in one.
 */
export function csvCell(text: string, separator: Separator = ','): string {
  const later = separator === ',' ? STARTS_LATER_CELL_OF_COMMAS : STARTS_LATER_CELL;
  const guarded = text.replace(later, "'");
  return STARTS_FORMULA.test(text) && !SIGNED_NUMBER.test(text) && !isPhone(text) ? `'${guarded}` : guarded;
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return PHONE.test(text) && digits >= PHONE_DIGITS.least && digits <= PHONE_DIGITS.most;
}
