import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { sizeComplaints, type AcceptedSize, type AppSize } from './zapier-app-size.js';

const run = promisify(execFile);

const ANSWERS = [
  '<?xml version="1.0" encoding="UTF-8"?><answer><id>C-7</id></answer>',
  '<a><b>1</b><b>2.50</b><b> 0x1F </b><c/><d x="1">t<e>&#x41;&amp;</e>u</d></a>',
  '<s:Envelope xmlns:s="urn:x"><s:Body><![CDATA[<b>&amp;</b>]]></s:Body></s:Envelope>',
  '<!-- c --><a><?pi x?>text<!-- d --></a>',
  '<a>&nbsp;</a>',
  '<a>&lt;b&gt; &quot;&apos;</a>',
  '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
  '<!DX><a/>',
  '<a><!D></a>',
  '<a><!ELEMENT b (c)></a>',
  '<a><b></a>',
  '<a/><b/>',
  '<a>1</a>x',
  `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`,
  '<__proto__><constructor>1</constructor></__proto__>',
  '',
  'no XML',
];

interface Built {
  readonly measured: AppSize;
  readonly accepted: readonly AcceptedSize[];
  readonly readOtherwise: readonly string[];
}

async function built(): Promise<Built> {
  const { stdout } = await run(process.execPath, [
    path.join(__dirname, 'zapier-app.mjs'),
    JSON.stringify(ANSWERS),
  ]);
  return JSON.parse(stdout) as Built;
}

describe('the app for Zapier as it is uploaded', () => {
  it('is as large as it was accepted last, and reads XML as core does', async () => {
    const { measured, accepted, readOtherwise } = await built();
    expect(sizeComplaints(measured, accepted)).toEqual([]);
    expect(readOtherwise).toEqual([]);
  });
});

describe('the look at its size', () => {
  const accepted = [
    { common: 200, whole: 300, why: '' },
    { common: 210, step: 250, whole: 300, why: 'A step more.' },
  ];

  it.each([
    [
      'grew',
      { common: 215, step: 250, whole: 300 },
      accepted,
      ['common: 210.0 kB was accepted, and it is 215.0 kB; add a row'],
    ],
    [
      'has a step that loads more',
      { common: 210, step: 260, whole: 300 },
      accepted,
      ['step: 250.0 kB was accepted, and it is 260.0 kB; add a row'],
    ],
    [
      'shrank',
      { common: 210, step: 250, whole: 280 },
      accepted,
      ['whole: 300.0 kB was accepted, and it is 280.0 kB; add a row'],
    ],
    [
      'grew, and nobody said why',
      { common: 210, step: 270, whole: 310 },
      [...accepted, { common: 210, step: 270, whole: 310, why: ' ' }],
      [
        'step: grew from 250.0 kB to 270.0 kB without a reason',
        'whole: grew from 300.0 kB to 310.0 kB without a reason',
      ],
    ],
    [
      'was never accepted',
      { common: 1, step: 1, whole: 1 },
      [],
      ['common: sizes.json names no size', 'step: sizes.json', 'whole: sizes.json'],
    ],
    [
      'was accepted without a look at its steps',
      { common: 200, step: 1, whole: 300 },
      accepted.slice(0, 1),
      ['step: sizes.json names no size'],
    ],
  ])('complains where it %s', (_what, measured, rows, complaints) => {
    const told = sizeComplaints(measured, rows);
    expect(told).toEqual(complaints.map((complaint) => expect.stringContaining(complaint)));
  });

  it.each([
    [
      'common',
      { common: 240.1, step: 380, whole: 480 },
      ['common: it is 240.1 kB, and 240.0 kB is the most'],
    ],
    ['step', { common: 240, step: 380.1, whole: 480 }, ['step: it is 380.1 kB, and 380.0 kB is the most']],
    ['whole', { common: 240, step: 380, whole: 480.1 }, ['whole: it is 480.1 kB, and 480.0 kB is the most']],
    ['nothing', { common: 240, step: 380, whole: 480 }, []],
  ])('complains of what no row of sizes.json allows: %s', (_what, measured, complaints) => {
    const told = sizeComplaints(measured, [{ ...measured, why: 'Accepted all the same.' }]);
    expect(told).toEqual(complaints.map((complaint) => expect.stringContaining(complaint)));
  });

  it.each([
    { common: 210, step: 250, whole: 300 },
    { common: 211, step: 249, whole: 298 },
  ])('takes what a few words make for the same: %j', (measured) => {
    expect(sizeComplaints(measured, accepted)).toEqual([]);
  });
});
