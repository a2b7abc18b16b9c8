/** What the linter forbids; comments in the code cannot switch it off. */
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const forbiddenEverywhere = [
  { selector: 'TSAnyKeyword', message: 'Say the type; for foreign data use unknown and parse it.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of texts.' },
  { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Render elements; Markdown and formulas go through components/ui.' },
];
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };

export default tseslint.config(
  { ignores: ['.next/', 'out/', 'dist/', 'shots/', 'coverage/', 'public/', 'next-env.d.ts', 'node_modules/', 'test-results/', 'playwright-report/', '.cache/'] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [tseslint.configs.base],
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unreachable': 'error',
      'no-self-compare': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use a stream of lib/util/random.ts, or crypto.getRandomValues for ids.' },
      ],
      'no-restricted-syntax': ['error', ...forbiddenEverywhere, noDefaultExport],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['app/**', 'components/**', 'lib/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['app/**', 'components/**', 'lib/**'],
    ignores: ['lib/storage/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'localStorage', message: 'Go through lib/storage.' },
        { name: 'sessionStorage', message: 'Go through lib/storage.' },
        { name: 'indexedDB', message: 'Go through lib/storage.' },
      ],
    },
  },
  {
    files: ['app/**', 'components/**', 'lib/stores/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    // What only the browser knows (settings, theme, storage) comes after the first, static render.
    rules: { 'react-hooks/set-state-in-effect': 'off' },
  },
  {
    // Next's pages, and the tools' configurations, must export by default.
    files: ['app/**/{page,layout,not-found,error,global-error,loading}.tsx', '*.config.{js,mjs,ts}', '.dependency-cruiser.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenEverywhere] },
  },
  { files: ['lib/cli/**'], rules: { 'no-console': 'off' } },
  // Libraries for tests hand out `any` where a matcher or a stream stands.
  { files: ['tests/**'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  // Libraries are extended by merging into their interfaces.
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/consistent-type-definitions': 'off' } },
);
