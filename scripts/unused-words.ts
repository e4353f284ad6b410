import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * Words that nobody says: of every word in `src/words/*.en.ts` the language service is asked who uses it outside of the words. One that is
 * looked up by a name that is only known at run time counts as used. Ends with 1 where there is one; translations need not be asked, since
 * one that is too many does not compile.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'src', 'words');

const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), path => readFileSync(path, 'utf8')).config,
  ts.sys,
  root,
);
const sources = fileNames.filter(path => path.startsWith(join(root, 'src')));
const texts = new Map(sources.map(path => [path, readFileSync(path, 'utf8')]));
const service = ts.createLanguageService({
  getScriptFileNames: () => sources,
  getScriptVersion: () => '0',
  getScriptSnapshot: path =>
    existsSync(path)
      ? ts.ScriptSnapshot.fromString(texts.get(path) ?? readFileSync(path, 'utf8'))
      : undefined,
  getCurrentDirectory: () => root,
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: path => ts.sys.fileExists(path),
  readFile: path => ts.sys.readFile(path),
});

/** The text right behind each place outside of the words that names this one. */
function uses(path: string, position: number): readonly string[] {
  const found = service.getReferencesAtPosition(path, position) ?? [];
  return found
    .filter(({ fileName }) => !fileName.startsWith(folder))
    .map(({ fileName, textSpan }) => (texts.get(fileName) ?? '').slice(textSpan.start + textSpan.length));
}

/** The templates of the page name their words too. */
const page = join(root, 'reports', 'html');
const templates = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.hbs'))
  .map(file => readFileSync(join(page, file), 'utf8'))
  .join('\n');
const isInTemplate = (name: string): boolean => new RegExp(`\\b\\w+\\.${name}\\b`, 'u').test(templates);

/** Whether one of the words in it may be meant without being named: it is indexed, or handed on as a whole. */
const mayMeanAny = (behind: string): boolean => !/^\s*\??\.\s*[A-Za-z]/u.test(behind);

const unused: string[] = [];

function walk(path: string, words: ts.ObjectLiteralExpression): void {
  for (const property of words.properties) {
    if (!ts.isPropertyAssignment(property) && !ts.isMethodDeclaration(property)) continue;
    const used = uses(path, property.name.getStart());
    const name = property.name.getText();
    if (used.length === 0 && !isInTemplate(name)) unused.push(`${relative(root, path)}: ${name}`);
    const inner = ts.isPropertyAssignment(property) ? property.initializer : undefined;
    if (inner !== undefined && ts.isObjectLiteralExpression(inner) && !used.some(mayMeanAny))
      walk(path, inner);
  }
}

for (const name of readdirSync(folder).filter(file => file.endsWith('.en.ts'))) {
  const path = join(folder, name);
  const file = service.getProgram()?.getSourceFile(path);
  file?.forEachChild(node => {
    if (!ts.isVariableStatement(node) || node.modifiers === undefined) return;
    const [{ initializer } = { initializer: undefined }] = node.declarationList.declarations;
    const words =
      initializer !== undefined && (ts.isAsExpression(initializer) || ts.isSatisfiesExpression(initializer))
        ? initializer.expression
        : initializer;
    if (words !== undefined && ts.isObjectLiteralExpression(words)) walk(path, words);
  });
}

for (const one of unused) console.error(`nobody says ${one}`);
process.exitCode = unused.length > 0 ? 1 : 0;
