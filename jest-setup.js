// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';

// What browsers have and jsdom does not: React schedules by it what is rendered later.
globalThis.MessageChannel ??= class {
  port1 = {};
  port2 = { postMessage: () => setTimeout(() => this.port1.onmessage?.()) };
};
