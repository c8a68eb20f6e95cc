// Loaded into a collector by a test: a clock that is wrong by CLOCK_SKEW_MS, and an event loop that SIGUSR2 blocks for 12 s.
'use strict';

const skew = Number(process.env.CLOCK_SKEW_MS ?? 0);
if (skew) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...args) {
      super(...(args.length > 0 ? args : [Real.now() + skew]));
    }
    static now() {
      return Real.now() + skew;
    }
  };
}

process.on('SIGUSR2', () => {
  const end = performance.now() + 12_000;
  while (performance.now() < end) {
    // Nothing else gets a turn.
  }
});
