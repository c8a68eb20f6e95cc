/** As in plugin.json, which is not imported so that it need not be bundled. */
export const ID = 'lokievents-kubernetes-app';

export const ROOT = `/a/${ID}`;
