/**
 * In the bundle this stands for undici: of the Kubernetes client only the configuration is used, and the parts of it
 * that make requests, which are these, are not.
 */
function unused() {
  throw new Error('undici is not in this bundle');
}

export { unused as Agent, unused as fetch, unused as ProxyAgent };
