import path from 'path';
import { gzipSync } from 'node:zlib';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import { BannerPlugin, type Compiler, type Configuration, type RuleSetRule } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Grafana's own configuration, with one copy of what each of our packages would otherwise bring along. */
export default async function config(env: Env): Promise<Configuration> {
  const base = await grafanaConfig(env);
  base.module?.rules?.forEach((rule) => withAutomaticJsx(rule as RuleSetRule));
  return merge(base, {
    // Its cache knows of its own configuration alone.
    cache: { type: 'filesystem', buildDependencies: { config: [path.resolve(process.cwd(), 'webpack.config.ts')] } },
    plugins: [
      new CopyWebpackPlugin({ patterns: [{ from: 'panels/*/img/*.svg' }] }),
      ...(env.production
        ? [new Budgets()]
        : [new BannerPlugin({ raw: true, include: /^module\.js$/, banner: RELOAD })]),
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

/** While developing: loads the client of webpack-livereload-plugin, which reloads the page after each build. */
const RELOAD = `document.head.append(Object.assign(document.createElement('script'), {
  src: 'http://localhost:35729/livereload.js',
}));`;

const MODULE_BUDGET = 12_000;
const PAGE_BUDGET = 300_000;
/**
 * A nested panel is one file that cannot load parts of it later. 24 KB of it parse the LogQL of its query, 3 KB read the events
 * of other programs.
 */
const PANEL_BUDGET = 74_000;
/** This one knows failures by the catalogue of reasons, another 18 KB. */
const PROBLEMS_PANEL = 'panels/problems/module.js';
const PROBLEMS_PANEL_BUDGET = 98_000;
const PANEL = /^panels\/\w+\/module\.js$/;
/** Asked for when details are opened, not with the page. */
const LATER = /kubernetes-events_reasons|pkg_reasons|Meaning/;

/** Fails the build where the plugin grows too heavy: `module.js` as it is, the pages' and the panels' scripts compressed. */
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
        const sizes = Object.entries(assets)
          .filter(([name]) => /\.js(\?|$)/.test(name) && !later.has(name))
          .map(([name, asset]) => ({ name, bytes: gzipSync(asset.buffer()).length }));
        const panels = sizes
          .filter(({ name }) => PANEL.test(name) && name !== PROBLEMS_PANEL)
          .map(({ bytes }) => bytes);
        const problems = sizes.find(({ name }) => name === PROBLEMS_PANEL)?.bytes ?? 0;
        const page = sizes.filter(({ name }) => !PANEL.test(name)).reduce((sum, { bytes }) => sum + bytes, 0);
        const first = assets['module.js']?.size() ?? 0;
        const measured =
          `module.js ${first} of ${MODULE_BUDGET} bytes; compressed: pages ${page} of ${PAGE_BUDGET} bytes, ` +
          `each panel ${panels.join(', ')} of ${PANEL_BUDGET} bytes, ` +
          `that of problems ${problems} of ${PROBLEMS_PANEL_BUDGET} bytes`;
        compilation.getLogger('Budgets').info(measured);
        const isOver =
          first > MODULE_BUDGET ||
          page > PAGE_BUDGET ||
          panels.some((bytes) => bytes > PANEL_BUDGET) ||
          problems > PROBLEMS_PANEL_BUDGET;
        if (isOver) {
          compilation.errors.push(new WebpackError(`over budget: ${measured}`));
        }
      });
    });
  }
}
