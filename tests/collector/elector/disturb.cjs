// Loaded into a collector by a test, which disturbs it with signals:
//   SIGUSR2 blocks the event loop for 12 s.
//   SIGHUP steps the wall clock to the next of CLOCK_SKEWS_MS (a list with commas); the first holds from the start.
//   SIGWINCH collects garbage and writes a line `heap BYTES` to stderr.
'use strict';

const vm = require('node:vm');
const v8 = require('node:v8');

const skews = (process.env.CLOCK_SKEWS_MS ?? '0').split(',').map(Number);
if (skews.length > 1 || skews[0] !== 0) {
  const Real = Date;
  let skew = skews.shift();
  globalThis.Date = class extends Real {
    constructor(...args) {
      super(...(args.length > 0 ? args : [Real.now() + skew]));
    }
    static now() {
      return Real.now() + skew;
    }
  };
  process.on('SIGHUP', () => {
    skew = skews.shift() ?? skew;
    process.stderr.write(`clock skew ${skew}\n`);
  });
}

process.on('SIGUSR2', () => {
  const end = performance.now() + 12_000;
  while (performance.now() < end) {
    // Nothing else gets a turn.
  }
});

process.on('SIGWINCH', () => {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
