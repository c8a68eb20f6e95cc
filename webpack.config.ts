import path from 'path';
import type { Configuration, RuleSetRule } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Grafana's own configuration, with one copy of what each of our packages would otherwise bring along. */
export default async function config(env: Env): Promise<Configuration> {
  const base = await grafanaConfig(env);
  base.module?.rules?.forEach((rule) => withAutomaticJsx(rule as RuleSetRule));
  return merge(base, {
    // Its cache knows of its own configuration alone.
    cache: { type: 'filesystem', buildDependencies: { ours: [path.resolve(process.cwd(), 'webpack.config.ts')] } },
    resolve: {
      alias: { '@grafana/i18n$': path.resolve(process.cwd(), 'node_modules/@grafana/i18n') },
    },
  });
}

/** JSX as React has it since 17: without an import of React in each file. */
function withAutomaticJsx({ use }: RuleSetRule): void {
  if (use && typeof use === 'object' && 'loader' in use && use.loader === 'swc-loader') {
    const { jsc = {} } = use.options as { jsc?: object };
    use.options = { jsc: { ...jsc, transform: { react: { runtime: 'automatic' } } } };
  }
}
