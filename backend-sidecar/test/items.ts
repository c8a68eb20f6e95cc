import { type Entry } from '@kubernetes-events/event';
import { type Item, sizeOf } from '../src/delivery/item.ts';

export const OWN_NS = 1_700_000_000_000_000_000n;
export const RECORDED_NS = OWN_NS + 5n;

export function entry(over: Partial<Entry> = {}): Entry {
  return {
    labels: { service_name: 'kubernetes-events', _host: 'h', _type: 'Normal' },
    timestampNs: OWN_NS,
    line: 'a line',
    metadata: { reason: 'R' },
    ...over,
  };
}

export function item(sequence: number, over: Partial<Entry> = {}): Item {
  const made = entry(over);
  return { sequence, entry: made, bytes: sizeOf(made), recordedNs: RECORDED_NS, receivedMs: 0, scope: '*' };
}
