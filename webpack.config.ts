import path from 'path';
import { gzipSync } from 'node:zlib';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Compiler, Configuration, RuleSetRule } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Grafana's own configuration, with one copy of what each of our packages would otherwise bring along. */
export default async function config(env: Env): Promise<Configuration> {
  const base = await grafanaConfig(env);
  base.module?.rules?.forEach((rule) => withAutomaticJsx(rule as RuleSetRule));
  return merge(base, {
    // Its cache knows of its own configuration alone.
    cache: { type: 'filesystem', buildDependencies: { ours: [path.resolve(process.cwd(), 'webpack.config.ts')] } },
    plugins: [
      new CopyWebpackPlugin({ patterns: [{ from: 'panels/*/img/*.svg' }] }),
      ...(env.production ? [new Budgets()] : []),
    ],
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

const MODULE_BUDGET = 10_000;
const PAGE_BUDGET = 300_000;
/** Asked for when details are opened, not with the page. */
const LATER = /kubernetes-events_reasons|pkg_reasons|Meaning/;

/** Fails the build where the plugin grows too heavy: `module.js` as it is, the pages' scripts compressed. */
class Budgets {
  apply(compiler: Compiler): void {
    const { Compilation, WebpackError } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('Budgets', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: 'Budgets', stage }, (assets) => {
        const later = new Set(
          [...compilation.chunks]
            .filter((chunk) =>
              [...compilation.chunkGraph.getChunkModulesIterable(chunk)].some((module) =>
                LATER.test(module.identifier().replaceAll('/', '_'))
              )
            )
            .flatMap((chunk) => [...chunk.files])
        );
        const scripts = Object.entries(assets).filter(([name]) => /\.js(\?|$)/.test(name) && !later.has(name));
        const page = scripts.reduce((sum, [, asset]) => sum + gzipSync(asset.buffer()).length, 0);
        const first = assets['module.js']?.size() ?? 0;
        compilation.getLogger('Budgets').info(`module.js ${first} bytes, all pages ${page} bytes compressed`);
        if (first > MODULE_BUDGET || page > PAGE_BUDGET) {
          const error = new WebpackError(
            `over budget: module.js ${first} of ${MODULE_BUDGET} bytes, pages ${page} of ${PAGE_BUDGET} bytes compressed`
          );
          compilation.errors.push(error);
        }
      });
    });
  }
}
