import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Types of which one file alone may make a value. */
const makes = (type, message) => ({
  selector: `TSAsExpression[typeAnnotation.typeName.name="${type}"]`,
  message,
});
const makesTerminalText = makes('TerminalText', 'Only src/terminal/screen.ts makes a TerminalText.');
const makesShared = makes('Shared', 'Only src/invocation/shared-report.ts makes something Shared.');
const writes = {
  selector: 'CallExpression[callee.property.name="write"][callee.object.property.name=/^std(out|err)$/]',
  message: 'Print with a Screen of src/terminal/screen.ts.',
};
const notInNode18 = {
  selector: 'CallExpression[callee.property.name=/^to(Reversed|Sorted|Spliced)$/]',
  message: 'Node 18 and the older browsers lack it: copy the list, and change the copy.',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', '**/*.validate.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Absence is written out in this code: `=== undefined`, `=== null`. A template may print a number.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `readTable<T>` names the shape of data that the build has checked.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // What a stranger pastes meets these expressions: none may take longer than the text is long. Tests choose their texts.
    files: ['src/**/*.ts', 'scripts/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'certain' }],
      'regexp/no-super-linear-move': 'error',
    },
  },
  {
    // What a terminal may read goes through src/terminal/screen.ts, what leaves the machine through shared-report.ts.
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', writes, notInNode18, makesTerminalText, makesShared],
    },
  },
  {
    files: ['src/terminal/screen.ts'],
    rules: { 'no-console': 'off', 'no-restricted-syntax': ['error', notInNode18, makesShared] },
  },
  {
    files: ['src/invocation/shared-report.ts'],
    rules: { 'no-restricted-syntax': ['error', writes, notInNode18, makesTerminalText] },
  },
  { files: ['*.mjs', 'reports/**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    // The scripts of the report page and of fngvt.html run in a browser. These are all the names that it takes from there.
    files: ['reports/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        `Blob ResizeObserver URL Uint8Array Worker addEventListener atob clearTimeout document getSelection Intl location matchMedia navigator self setTimeout window`
          .split(' ')
          .map(name => [name, 'readonly']),
      ),
    },
  },
);
