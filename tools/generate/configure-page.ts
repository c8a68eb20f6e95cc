import { type Setting, settings } from './settings.ts';

const HEAD = `# Configure the collector

<!-- Made by \`npm run generate\` from backend-sidecar/src/config/schema.ts: change that. -->

The collector reads one YAML or JSON file: the one that \`-c FILE\` names, else the first that exists of \`./config.json\`,
\`/etc/loki-event-collector/config.json\` and \`$HOME/.config/loki-event-collector/config.json\`. Environment variables
override the file, and flags override both. Only the address of Loki has no default:

\`\`\`yaml
receivers:
  loki:
    url: http://loki:3100/loki/api/v1/push
\`\`\`

\`loki-event-collector --check-config -c FILE\` lists the errors of a file. An unknown setting is an error, and the closest
known one is suggested.

- A **length of time** is a number with the unit \`ms\`, \`s\`, \`m\` or \`h\`, such as \`500ms\`. Without a unit it is in seconds.
- An **amount of bytes** is a number with the unit \`KB\`, \`MB\`, \`GB\` (powers of 1,000) or \`KiB\`, \`MiB\`, \`GiB\` (powers
  of 1,024). Without a unit it is in bytes.
- A **rule** maps fields of the event to regular expressions. Each expression must match the whole value, and all fields
  must match. Name a field by its path, such as \`involvedObject.kind\`.
- A **name → text** setting replaces its default as a whole.

Keep secrets out of ConfigMaps: use environment variables from a Secret, or name files with \`passwordFile\` and
\`bearerTokenFile\`. The collector reads those files again when they change.
`;

const TITLES: Record<string, string> = {
  receivers: 'Receivers',
  filters: 'Filters',
  leaderElection: 'Leader election',
  checkpoint: 'Checkpoint',
  queue: 'Queue',
  spool: 'Spool',
  telemetry: 'Telemetry',
  kubernetes: 'The cluster',
};

/** Notes below a section's table. */
const NOTES: Record<string, string> = {
  receivers: `An entry can have labels in its metadata below \`receivers.loki.maxStreams\`, too. Without a checkpoint, as at the first
start, a batch that opens eight streams or more also opens one without the labels \`_host\`, \`_namespace\` and \`_type\`. If the
tenant cannot take more streams, every other entry fits into that one. Its first entry has these three in the metadata.
A query that must find everything filters after the braces:
[queries for moved labels](query-cookbook.md#when-a-label-has-gone-to-the-metadata).
`,
};

/** docs/configure.md: each setting's type, default, example and environment variable. */
export function configurePage(): string {
  const all = settings();
  const groups = [...new Set(all.map(groupOf))];
  const sections = groups.map((group) =>
    section(
      group,
      all.filter((setting) => groupOf(setting) === group)
    )
  );
  return [HEAD, ...sections, variables(all)].join('\n');
}

/** A setting with settings beside it belongs to their section; the others are general. */
function groupOf({ path }: Setting): string {
  return path.length > 1 ? path[0]! : '';
}

function section(group: string, members: readonly Setting[]): string {
  const title = group === '' ? 'General' : (TITLES[group] ?? sentence(group));
  const rows = members.map(({ path, type, default: usual, example, description }) =>
    row([`\`${path.join('.')}\``, type, shown(usual), shown(example), description])
  );
  const head = ['| setting | type | default | example | what it does |', '| --- | --- | --- | --- | --- |'];
  const note = NOTES[group];
  return [`## ${title}`, '', ...head, ...rows, '', ...(note ? [note] : [])].join('\n');
}

function variables(all: readonly Setting[]): string {
  const rows = all.map(({ path, variable }) => row([`\`${path.join('.')}\``, `\`${variable}\``]));
  const head = ['| setting | variable |', '| --- | --- |'];
  const text =
    'A variable holds text as it is, or YAML where the setting takes more than text; a list may have commas.';
  return ['## Environment variables', '', text, '', ...head, ...rows, ''].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function shown(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** `watchSilence` → `Watch silence`. */
function sentence(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
}
