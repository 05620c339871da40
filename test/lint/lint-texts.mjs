// Lints texts as if they stood in the given files. A process of its own, because eslint loads its configuration as an
// ES module, which a jest environment does not allow. In: [{ file, text }]; out: the names of the rules, for each.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';

const texts = JSON.parse(readFileSync(0, 'utf8'));
const eslint = new ESLint();
const findings = [];
for (const { file, text } of texts) {
  const [result] = await eslint.lintText(text, { filePath: file, warnIgnored: true });
  findings.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(findings));
