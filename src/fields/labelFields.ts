import { type EventRecord, isContractName } from '@kubernetes-events/event';

/** No more than this many, so that people can look through them. */
const MOST = 30;

/** What events have besides the fields of every event, such as labels of objects that the collector adds; by name. */
export function labelFields(records: readonly EventRecord[]): string[] {
  const names = new Set(records.flatMap(({ labels }) => Object.keys(labels)));
  return [...names]
    .filter((name) => !isContractName(name))
    .sort()
    .slice(0, MOST);
}
