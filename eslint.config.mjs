import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/** Shape limits: a function or file past these is hard to read in one sitting. */
const SHAPE = {
  complexity: ['error', 10],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.sandbox/', 'test/clients/generated/'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly', module: 'writable' } },
  },
  {
    // What runs in a browser.
    files: ['assets/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['AbortController', 'Option', 'TextDecoderStream', 'document', 'fetch'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...SHAPE,
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Wire objects are unknown by nature; a cast at the edge is where their type is decided.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Interface methods are async by contract; an implementation may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Nest hands each part of a request over as a parameter of its own.
    files: ['src/api/**/*.controller.ts', 'src/api/**/*.resolver.ts'],
    rules: { 'max-params': ['error', 6] },
  },
  {
    // The environment is read once, where the process starts, and handed down as typed settings.
    files: ['src/**/*.ts'],
    ignores: ['src/serve.ts', 'src/serve-sandbox.ts', 'src/cli/**', 'src/**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Take a typed setting from src/config instead.' },
      ],
    },
  },
  {
    files: ['src/serve.ts', 'src/serve-sandbox.ts', 'src/cli/**/*.ts', 'scripts/**/*.ts', 'test/bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    plugins: { jest },
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'assert*'] }],
      'jest/no-conditional-expect': 'error',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      // Tests poke at wire answers of unknown shape.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
