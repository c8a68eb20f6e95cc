import { type Setting, settings } from './settings.ts';

/** Where a table goes: of a section's settings, of the `general` ones, or of the `variables` of all. */
const TABLE = /(?<=<!-- table: (\w+) -->\n)[^]*?(?=<!-- end of the table -->)/g;

/**
 * docs/configure.md with its tables as they are now: each setting's type, default, example and environment variable.
 *
 * @throws where the page has no place for a section's table
 */
export function configurePage(page: string): string {
  const all = settings();
  const tables = new Map(
    [...Map.groupBy(all, groupOf)].map(([group, members]) => [
      group,
      table(
        ['setting', 'type', 'default', 'example', 'what it does'],
        members.map(({ path, type, default: usual, example, description }) => [
          `\`${path.join('.')}\``,
          type,
          shown(usual),
          shown(example),
          description,
        ])
      ),
    ])
  );
  tables.set(
    'variables',
    table(
      ['setting', 'variable'],
      all.map(({ path, variable }) => [`\`${path.join('.')}\``, `\`${variable}\``])
    )
  );
  const filled = page.replace(TABLE, (old, name: string) => {
    const text = tables.get(name) ?? old;
    tables.delete(name);
    return text;
  });
  if (tables.size > 0) {
    throw new Error(`docs/configure.md has no place for a table: write <!-- table: ${[...tables.keys()][0]} --> there`);
  }
  return filled;
}

/** A setting with settings beside it belongs to their section; the others are general. */
function groupOf({ path }: Setting): string {
  return path.length > 1 ? path[0]! : 'general';
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return `\n${lines.map(row).join('\n')}\n\n`;
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
