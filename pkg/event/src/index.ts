export { type Event, type ObjectMeta, type ObjectReference, text } from './event.ts';
export { entryOf, type Entry, type EntryOptions } from './entry.ts';
export { DEFAULT_LABELS, fieldOf, hostOf, type LabelFields, labelsOf, SERVICE_NAME } from './labels.ts';
export { countOf, metadataOf } from './metadata.ts';
export { formatLine } from './line/format.ts';
export { readLine } from './line/read.ts';
export { type EventRecord, type LineFormat } from './record.ts';
export { recordOf } from './read.ts';
export { fromGoTime, goTime, nanosOf, timestampOf } from './time.ts';
