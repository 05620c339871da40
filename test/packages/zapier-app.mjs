// Builds the app for Zapier as its zip holds it, and prints as JSON how large it is, which sizes were accepted, and whether its
// parser of XML, of which parts are left out, reads what core's reads. A process of its own, because jest runs no modules.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseXml } from '../../core/dist/xml/index.js';

const APP = new URL('../../zapier-app/', import.meta.url);

await import(new URL('build.mjs', APP));
const { acceptedSizes, measuredSize } = await import(new URL('size.mjs', APP));

const [xml] = readdirSync(fileURLToPath(new URL('dist/parts', APP))).filter((file) =>
  file.startsWith('xml-'),
);
const inZip = await import(new URL(`dist/parts/${xml}`, APP));
const answers = JSON.parse(process.argv[2]);
const readOtherwise = answers.filter(
  (answer) => JSON.stringify(inZip.parseXml(answer)) !== JSON.stringify(parseXml(answer)),
);

console.log(JSON.stringify({ measured: measuredSize(), accepted: acceptedSizes(), readOtherwise }));
