import { type Event } from '@kubernetes-events/event';
import { type Config } from '../config/schema.ts';
import { wholeValue } from '../config/patterns.ts';
import { type Labels } from '../kubernetes/labels.ts';
import { matcher } from '../pipeline/filter.ts';

type Loki = NonNullable<Config['receivers']['loki']>;
type Rule = Loki['tenants'][number];

/** The tenant of an event, by the labels of its namespace. */
export type TenantOf = (event: Event, labels: Labels) => string;

/** By the first rule that matches and gives a tenant; the default for all other events. */
export function tenantBy({ tenants, tenant: usual = '' }: Pick<Loki, 'tenants' | 'tenant'>): TenantOf {
  const rules = tenants.map(tenantIn);
  return (event, labels) => {
    for (const rule of rules) {
      const tenant = rule(event, labels);
      if (tenant) {
        return tenant;
      }
    }
    return usual;
  };
}

function tenantIn({ tenant, tenantFrom, match = {}, namespaceLabels = {} }: Rule) {
  const matches = matcher(match);
  const patterns = Object.entries(namespaceLabels).map(([name, pattern]) => [name, wholeValue(pattern)] as const);
  return (event: Event, labels: Labels): string | undefined =>
    matches(event) && patterns.every(([name, pattern]) => pattern.test(labels[name] ?? ''))
      ? (tenant ?? labels[tenantFrom!.namespaceLabel])
      : undefined;
}

/** The namespace labels that the rules need. */
export function labelsIn(tenants: Loki['tenants']): string[] {
  const names = tenants.flatMap(({ tenantFrom, namespaceLabels = {} }) => [
    ...Object.keys(namespaceLabels),
    ...(tenantFrom ? [tenantFrom.namespaceLabel] : []),
  ]);
  return [...new Set(names)];
}
