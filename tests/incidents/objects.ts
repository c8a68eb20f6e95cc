/** A reference to an object, as events have it. */
export interface Reference {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  uid?: string;
}

export interface Template {
  image: string;
  memory: string;
  env: Record<string, string>;
  nodeSelector?: Record<string, string>;
}

export interface Workload extends Reference {
  template: Template;
  pods: Pod[];
}

export interface Pod extends Reference {
  node: string;
}

/** The container of a pod that has one. */
export const MAIN = 'main';

export const containerOf = ({ image, memory, env }: Template): object => ({
  name: MAIN,
  image,
  resources: { limits: { memory } },
  env: Object.entries(env).map(([name, value]) => ({ name, value })),
});

export const specOf = (name: string, template: Template): object => ({
  selector: { matchLabels: { app: name } },
  template: {
    metadata: { labels: { app: name } },
    spec: { containers: [containerOf(template)], nodeSelector: template.nodeSelector },
  },
});
