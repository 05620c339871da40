import ts from 'typescript';
const root = '/tmp/wt/names/core';
const cfg = ts.parseJsonConfigFileContent(ts.readConfigFile(root+'/tsconfig.json', ts.sys.readFile).config, ts.sys, root);
const program = ts.createProgram([root+'/src/index.ts'], cfg.options);
const checker = program.getTypeChecker();
const sf = program.getSourceFile(`${root}/src/index.ts`);
const want = process.argv.slice(2);
for (const s of checker.getExportsOfModule(checker.getSymbolAtLocation(sf))) {
  if (!want.includes(s.name)) continue;
  const a = s.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(s) : s;
  const d = a.declarations[0];
  const doc = ts.displayPartsToString(a.getDocumentationComment(checker));
  console.log('###', s.name, d.getSourceFile().fileName.replace(root+'/src/',''));
  console.log(d.getText().split('\n').slice(0, d.kind===ts.SyntaxKind.FunctionDeclaration? 12:25).join('\n'));
}
