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
