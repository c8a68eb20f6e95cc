/**
 * Which file may import which: `npm run imports` checks it.
 *
 * In the app, the collector and `kubectl event-history`, imports go one way: from a layer to those in the lists before its
 * own, and none beside it in the same list. A layer is a folder or a file; every file is in one.
 */
const APP = [
  ['shared', 'locales'],
  ['loki'],
  ['view'],
  ['fields'],
  // Parts that pages share.
  ['rows', 'filters', 'export'],
  ['overview', 'details', 'empty'],
  // Pages.
  ['problems', 'explorer', 'timeline', 'compare', 'story', 'live', 'reasons', 'extensions'],
  // Saved filters know what each page has in its address.
  ['saved'],
  ['config'],
  // What puts pages on screen: the app itself, and panels on dashboards.
  ['app', 'panels'],
  ['module.tsx'],
];
const COLLECTOR = [
  ['version.ts', 'snappyjs.d.ts'],
  ['time'],
  ['http'],
  ['config'],
  ['stream-labels'],
  ['checkpoint'],
  ['telemetry'],
  ['kubernetes'],
  ['election'],
  ['watch'],
  ['delivery'],
  ['workload', 'namespaces'],
  ['recording'],
  ['terminations', 'changes'],
  ['pipeline'],
  ['tenants'],
  ['term'],
  ['convert'],
  ['command-line.ts'],
  ['main.ts'],
];
const EVENT_HISTORY = [
  ['version.ts'],
  ['events'],
  ['loki'],
  ['print'],
  ['access'],
  ['select', 'problems'],
  ['commands'],
  ['mcp'],
  ['command-line'],
  ['main.ts'],
];

const TESTS = '\\.(test|spec)\\.tsx?$|/test/';

/** What is in these layers, as a regular expression. */
const inLayers = (root, layers) =>
  `^${root}/(${layers.map((layer) => `${layer.replaceAll('.', '\\.')}(/|$)`).join('|')})`;

const layered = (root, lists) => [
  ...lists.flatMap((list, at) =>
    list.map((layer) => ({
      name: `${layer}-imports-upwards`,
      comment: `${root}/${layer} is below or beside what it imports, or that is in no layer.`,
      severity: 'error',
      from: { path: inLayers(root, [layer]), pathNot: TESTS },
      to: { path: `^${root}/`, pathNot: inLayers(root, [layer, ...lists.slice(0, at).flat()]) },
    }))
  ),
  {
    name: 'in-no-layer',
    comment: `Each file of ${root} is in a layer.`,
    severity: 'error',
    from: { path: `^${root}/`, pathNot: [TESTS, inLayers(root, lists.flat())] },
    to: {},
  },
];

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
    ...layered('src', APP),
    ...layered('backend-sidecar/src', COLLECTOR),
    ...layered('pkg/event-history/src', EVENT_HISTORY),
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
