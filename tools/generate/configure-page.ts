import { type Setting, settings } from './settings.ts';

const HEAD = `# Configure the collector

<!-- Made by \`npm run generate\` from backend-sidecar/src/config/schema.ts: change that. -->

The collector reads one file, YAML or JSON: the one named by \`-c FILE\`, else \`./config.json\`,
\`/etc/loki-event-collector/config.json\` or \`$HOME/.config/loki-event-collector/config.json\`, whichever there is first.
Over the file go environment variables, over these the flags. One setting has no default, Loki's address:

\`\`\`yaml
receivers:
  loki:
    url: http://loki:3100/loki/api/v1/push
\`\`\`

\`loki-event-collector --check-config -c FILE\` says what is wrong with a file, and which setting was meant by a name that
there is not. A setting that is not known is an error, so that no misspelt one goes unnoticed.

- A **length of time** is a number with \`ms\`, \`s\`, \`m\` or \`h\`, such as \`500ms\`; without a unit it is seconds.
- An **amount of bytes** is a number with \`KB\`, \`MB\`, \`GB\` (thousands) or \`KiB\`, \`MiB\`, \`GiB\` (1,024s); without a unit it
  is bytes.
- A **rule** maps fields of the event to regular expressions, each for the whole value; all of its fields must match.
  Fields are named by their path, such as \`involvedObject.kind\`.
- A **name → text** setting as a whole takes the place of its default.

Secrets do not belong in a ConfigMap: give them as environment variables from a Secret, or as the files that
\`passwordFile\` and \`bearerTokenFile\` name, which are read again when they change.
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

/** What belongs below a section's table. */
const NOTES: Record<string, string> = {
  receivers: `An entry can have labels in its metadata below \`receivers.loki.maxStreams\`, too. Without a checkpoint, as at the first
start, a batch that opens eight streams or more also opens one without the labels \`_host\`, \`_namespace\` and \`_type\`. If the
tenant has no room for more streams, every other entry fits into that one. Its first entry has these three in the metadata.
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
