// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';

// What browsers have and jsdom does not: React's server part, which @grafana/ui brings along, asks for it on loading.
globalThis.MessageChannel ??= class {
  port1 = {};
  port2 = { postMessage() {} };
};
