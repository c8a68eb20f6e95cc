// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const [[transformer, options]] = Object.values(base.transform);

module.exports = {
  ...base,
  // Our packages are sources; Jest finds them by their links in node_modules.
  transformIgnorePatterns: [
    nodeModulesToTransform([...grafanaESModules, '@kubernetes-events', '@react-hookz', '@ver0']),
  ],
  transform: {
    // As webpack.config.ts has it: JSX without an import of React in each file. Some packages come as .mjs alone.
    '^.+\\.m?[jt]sx?$': [
      transformer,
      { ...options, jsc: { ...options.jsc, transform: { react: { runtime: 'automatic' } } } },
    ],
  },
};
