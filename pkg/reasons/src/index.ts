export { CATALOGUE } from './catalogue/index.ts';
export { type CommandId, COMMANDS, differing, fillIn, type Subject } from './commands.ts';
export { type Entry, type EventType, type Project, type Seriousness, SERIOUSNESS, sourceUrl } from './entry.ts';
export { exitCodeText } from './exit-codes.ts';
export { entryOf, explain, type Explanation, type Seen } from './explain.ts';
export { type Mode, modeOf, MODES } from './modes.ts';
export { search } from './search.ts';
export { type Language, type Text, textOf } from './text.ts';
