// Puts the numbers of a file, one on a line, on the DNC list of all campaigns: node core/examples/sync-dnc.mjs numbers.txt
import { readFileSync } from 'node:fs';
import { Convoso, batch } from '@convoso-connect/core/convoso-js';

const EVERY_CAMPAIGN = '0';
const [, , file] = process.argv;
const lines = readFileSync(file, 'utf8').split('\n');
const wanted = new Set(lines.map((line) => line.replace(/\D/g, '').slice(-10)).filter((number) => number));

const client = new Convoso({
  authToken: process.env.CONVOSO_AUTH_TOKEN,
  baseUrl: process.env.CONVOSO_BASE_URL,
  maxRetries: 3,
});

const listed = new Set();
for await (const { phone_number } of client.dnc.searchAll({ campaign_id: EVERY_CAMPAIGN })) {
  listed.add(phone_number);
}

const missing = [...wanted].filter((number) => !listed.has(number));
const { results, successCount, errorCount } = await batch(missing, (phone_number) =>
  client.dnc.insert({ phone_number, phone_code: '1', campaign_id: EVERY_CAMPAIGN }),
);

for (const { index, reason } of results.filter(({ status }) => status === 'rejected')) {
  console.log(`${missing[index]}: ${reason.description ?? reason.message}`);
}
console.log(`${wanted.size} numbers: ${wanted.size - missing.length} were listed, ${successCount} are now`);
process.exitCode = errorCount === 0 ? 0 : 1;
