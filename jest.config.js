// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const [[pattern, [transformer, options]]] = Object.entries(base.transform);

module.exports = {
  ...base,
  // Our packages are sources; Jest finds them by their links in node_modules.
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, '@kubernetes-events'])],
  transform: {
    // As webpack.config.ts has it: JSX without an import of React in each file.
    [pattern]: [
      transformer,
      { ...options, jsc: { ...options.jsc, transform: { react: { runtime: 'automatic' } } } },
    ],
  },
};
