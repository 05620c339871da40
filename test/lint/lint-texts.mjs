// Lints texts as if they stood in the given files. A process of its own, because eslint loads its configuration as an
// ES module, which a jest environment does not allow. In: [{ file, text, rule }], where `rule` may be missing; out: the
// names of the rules that object, for each. Where the one that is asked for needs no types, none are looked up: that takes
// longer than all else.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const texts = JSON.parse(readFileSync(0, 'utf8'));
const withTypes = new ESLint();
const withoutTypes = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
const needTypes = new Set(Object.keys(tseslint.configs.disableTypeChecked.rules));
const findings = [];
for (const { file, text, rule } of texts) {
  const eslint = rule === undefined || needTypes.has(rule) ? withTypes : withoutTypes;
  const [result] = await eslint.lintText(text, { filePath: file, warnIgnored: true });
  findings.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(findings));
