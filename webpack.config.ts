import path from 'path';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Grafana's own configuration, with one copy of what each of our packages would otherwise bring along. */
export default async function config(env: Env): Promise<Configuration> {
  return merge(await grafanaConfig(env), {
    resolve: {
      alias: { '@grafana/i18n$': path.resolve(process.cwd(), 'node_modules/@grafana/i18n') },
    },
  });
}
