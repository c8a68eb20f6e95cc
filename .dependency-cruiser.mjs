/**
 * Which folder may import which: `npm run imports` checks it.
 *
 * In the app, imports go one way: from the first of these folders to none, from the last to any. A folder may import
 * those in the lists before its own, and none beside it in the same list.
 */
const LAYERS = [
  ['shared'],
  ['loki'],
  ['view'],
  ['fields'],
  // Parts that pages share.
  ['rows', 'filters', 'export'],
  ['overview', 'details', 'empty'],
  // Pages.
  ['explorer', 'timeline', 'compare', 'story', 'live', 'reasons', 'config', 'extensions'],
  // What puts pages on screen: the app itself, and panels on dashboards.
  ['app', 'panels'],
];

const TESTS = '\\.(test|spec)\\.tsx?$|/test/';

/** Folders of src, as a regular expression that matches what is in them. */
const inFolders = (folders) => `^src/(${folders.join('|')})/`;

const layers = LAYERS.flatMap((layer, at) =>
  layer.map((folder) => {
    const higher = [...layer.filter((other) => other !== folder), ...LAYERS.slice(at + 1).flat()];
    return {
      name: `${folder}-imports-upwards`,
      comment: `src/${folder} is below or beside what it imports: see LAYERS.`,
      severity: 'error',
      from: { path: inFolders([folder]), pathNot: TESTS },
      to: { path: [inFolders(higher), '^src/[^/]+\\.tsx?$'] },
    };
  })
);

export default {
  forbidden: [
    {
      name: 'circle',
      comment: 'Neither of these modules can be understood, tested or moved without the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'package-imports-program',
      comment: 'The app and the collector share the packages, so a package knows neither.',
      severity: 'error',
      from: { path: '^pkg/', pathNot: TESTS },
      to: { path: '^(src|backend-sidecar)/' },
    },
    {
      name: 'event-imports-package',
      comment: 'The shape of an event is the base of all packages.',
      severity: 'error',
      from: { path: '^pkg/event/', pathNot: TESTS },
      to: { path: '^pkg/', pathNot: '^pkg/event/' },
    },
    {
      name: 'node-in-browser',
      comment: 'This code runs in the browser, which has no Node API.',
      severity: 'error',
      from: { path: '^(src|pkg/(event|logql|reasons))/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'programs-import-each-other',
      comment: 'What the app and the collector share is in pkg/.',
      severity: 'error',
      from: { path: '^(src|backend-sidecar)/', pathNot: TESTS },
      to: { path: '^(src|backend-sidecar)/', pathNot: '^$1/' },
    },
    {
      name: 'not-resolved',
      severity: 'error',
      comment: 'The import leads nowhere, so no rule sees it.',
      from: {},
      to: { couldNotResolve: true, path: '^[.]' },
    },
    ...layers,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
