import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

export default defineConfig([
  { ignores: ['**/node_modules/', '**/dist/', '**/.cache/', '.config/', 'coverage/', 'artifacts/'] },
  ...baseConfig,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      complexity: ['error', 11],
      'no-console': 'error',
      // JSX is compiled by the automatic runtime.
      'react/react-in-jsx-scope': 'off',
      // A question to Loki starts in an effect, which says at once that it is on its way.
      'react-hooks/set-state-in-effect': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    // Type-aware rules, with the types of the project that a file belongs to.
    files: ['**/*.{ts,tsx}'],
    // Compiled by ts-node with settings of its own.
    ignores: ['webpack.config.ts'],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './tsconfig.node.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      // node:test awaits what its own functions return.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['describe', 'it', 'test', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    // What Grafana or React will take away is not used.
    files: ['src/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-deprecated': 'error' },
  },
  {
    // Command line programs: what they print is their result.
    files: ['stack/**', 'bench/**', 'tests/**', 'pkg/event-history/**', 'tools/**', '**/build.ts'],
    rules: { 'no-console': 'off' },
  },
]);
