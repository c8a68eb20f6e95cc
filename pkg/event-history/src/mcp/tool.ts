import * as z from 'zod';
import { type CommonFlags, type Session, withSession } from '../commands/session.ts';
import { type Terminal } from '../commands/terminal.ts';
import { Failure } from '../loki/failure.ts';
import { type NamedObject } from '../select/about.ts';

/** What a tool answers with, for the client to read as JSON. */
export type Answer = Record<string, unknown>;

/** A tool that only reads. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  /** What it answers, when to call it and which tool comes next. */
  description: string;
  input: Input;
  /** @throws {Failure} that the client gets as the tool's error */
  run(args: z.infer<Input>, server: ServerSettings): Promise<Answer>;
}

/** With the types of its arguments known to `run`. */
export const tool = <Input extends z.ZodObject>(one: Tool<Input>): Tool => one as unknown as Tool;

/** What the command was started with. */
export interface ServerSettings {
  flags: CommonFlags;
  terminal: Terminal;
}

const TIMES =
  'as a duration before now (2h), in RFC 3339 (2026-11-26T02:30:00Z), or in the time zone of the server (02:30, "2026-11-26 02:30")';

/** Where and when to look: arguments of every tool that queries Loki. */
export const SCOPE = {
  namespace: z
    .string()
    .min(1)
    .optional()
    .describe('Namespace. Left out: everything that this server may answer about.'),
  cluster: z.string().min(1).optional().describe('Cluster, if Loki has events of several.'),
  since: z.string().optional().describe('How far back: 90m, 24h, 7d. Do not set together with from.'),
  from: z.string().optional().describe(`Start, ${TIMES}.`),
  to: z.string().optional().describe(`End, in the same formats; default: now.`),
};

type ScopeArguments = { [Name in keyof typeof SCOPE]?: string };

/** A number of items to answer with. */
export const limitOf = (what: string, byDefault: number, most: number): z.ZodDefault<z.ZodNumber> =>
  z.number().int().min(1).max(most).default(byDefault).describe(`Answer with at most this many ${what}.`);

/** A session of a call, and the namespace that it is about; all if undefined. */
export interface Call extends Session {
  about: string | undefined;
  /** When it began: the end of its time range, if it has no earlier one. */
  nowMs: number;
}

/**
 * Does a tool's work with a connection to Loki, within what the command was started for. Notices for people go into the
 * answer.
 *
 * @param since how far back without arguments that say so
 * @throws {Failure} if the arguments go beyond the command's flags
 */
export async function withCall(
  { flags, terminal }: ServerSettings,
  { namespace, cluster, since, from, to }: ScopeArguments,
  defaultSince: string,
  work: (call: Call) => Promise<Answer>
): Promise<Answer> {
  const notes: string[] = [];
  const nowMs = terminal.now();
  const notify = (line: string): void => void notes.push(line);
  const quiet: Terminal = { ...terminal, now: () => nowMs, notify, progress: () => undefined };
  const range = { since: since ?? (from === undefined ? defaultSince : undefined), from, to };
  const answer = await withSession({ ...flags, ...range }, quiet, (session) =>
    work({
      ...session,
      nowMs,
      about: flags.allNamespaces ? namespace : bounded('namespace', session.namespace, namespace, '-A'),
      settings: { ...session.settings, cluster: bounded('cluster', session.settings.cluster, cluster, 'no --cluster') },
    })
  );
  return { ...answer, ...(notes.length > 0 && { notes }) };
}

/** What is asked for if it is what the server was started for, or if that is open. */
function bounded(name: string, bound: string | undefined, asked: string | undefined, open: string): string | undefined {
  if (bound !== undefined && asked !== undefined && asked !== bound) {
    throw new Failure(
      `${name}: this server answers about ${name} "${bound}" only, not about "${asked}": leave ${name} out, or start kubectl event-history mcp with --${name} ${asked} or ${open}`
    );
  }
  return bound ?? asked;
}

/** The namespace of an object; none for one like a Node. @throws {Failure} if the server may not answer about those */
export function namespaceOf(object: NamedObject, { about }: Call, { flags }: ServerSettings): string | undefined {
  if (object.namespaced) {
    return about;
  }
  if (!flags.allNamespaces) {
    throw new Failure(
      `object: ${object.kind} ${object.name} is in no namespace, and this server answers about namespace "${about}" only: start kubectl event-history mcp with -A`
    );
  }
  return undefined;
}
