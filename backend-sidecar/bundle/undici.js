/**
 * Of undici what the collector uses, and no more: the bundle has this instead of the package's index, whose caches,
 * mocks and WebSockets would be loaded as well.
 */
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import api from 'undici/lib/api/index.js';

Object.assign(Dispatcher.prototype, api);

export { Agent, ProxyAgent };

/** Nothing that is kept of the Kubernetes client fetches; Node's own satisfies the import. */
export const fetch = globalThis.fetch;
