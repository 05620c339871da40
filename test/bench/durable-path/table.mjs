/**
 * Prints rows under their headings, numbers to the right.
 *
 * @param {string[]} headings
 * @param {(string | number)[][]} rows
 */
export function printTable(headings, rows) {
  const cells = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells) {
    const [first, ...others] = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log([first, ...others].join('  '));
  }
}

/** A ratio with what is expected of it, such as `{ atLeast: 2 }`. */
export function printRatio(name, ratio, { atLeast, atMost }) {
  const bound = atLeast === undefined ? `at most ${atMost.toFixed(2)}` : `at least ${atLeast.toFixed(2)}`;
  console.log(`${`${name}:`.padEnd(40)} ${ratio.toFixed(2)}   (expected: ${bound})`);
}
