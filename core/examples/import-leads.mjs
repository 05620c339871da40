// Imports leads from a JSON file into a list: node core/examples/import-leads.mjs leads.json 3343
import { readFileSync } from 'node:fs';
import { Convoso, ConvosoApiError, batch } from '@convoso-connect/core/convoso-js';

const [, , file, list_id] = process.argv;
const leads = JSON.parse(readFileSync(file, 'utf8'));

const client = new Convoso({
  authToken: process.env.CONVOSO_AUTH_TOKEN,
  baseUrl: process.env.CONVOSO_BASE_URL,
  maxRetries: 3,
});

const insert = (lead) => client.leads.insert({ ...lead, list_id });
const { results, successCount, errorCount } = await batch(leads, insert, { concurrency: 5 });

for (const { index, reason } of results.filter(({ status }) => status === 'rejected')) {
  const why = reason instanceof ConvosoApiError ? `${reason.description} (${reason.code})` : reason.message;
  // Convoso may have taken it and only its answer is lost: sent again, it could be there twice.
  const hint = reason.cause?.outcome === 'unknown' ? '; look for it before you send it again' : '';
  console.log(`${leads[index].phone_number}: ${why}${hint}`);
}
console.log(`${successCount} of ${leads.length} leads are in list ${list_id}`);
process.exitCode = errorCount === 0 ? 0 : 1;
