import { type StoredEvent } from '../events/stored-event.ts';
import { Failure } from '../loki/failure.ts';
import { describeEvents } from '../print/described-events.ts';
import { plainEventColumns } from '../print/plain-events.ts';
import { tablePrinter } from '../print/table.ts';
import { ownsOthers, typeNamed } from '../select/about.ts';
import { isAbout } from '../select/selection.ts';
import { byLastSeen } from '../events/last-seen.ts';
import { withSession, type CommonFlags } from './session.ts';
import { type Terminal, writeAll } from './terminal.ts';

export interface DescribeFlags extends CommonFlags {
  uid?: string;
}

/**
 * `describe KIND NAME` or `describe KIND/NAME`: the events section of `kubectl describe`. The events of objects that
 * belong to the object, such as a Deployment's pods, follow in a second table.
 */
export async function describe(
  type: string,
  name: string | undefined,
  flags: DescribeFlags,
  terminal: Terminal
): Promise<void> {
  const [kindText = '', nameText = '', ...more] = name === undefined ? type.split('/') : [type, name];
  if (kindText === '' || nameText === '' || more.length > 0) {
    throw new Failure('describe: name an object: describe pod web-1, or describe pod/web-1');
  }
  await withSession(flags, terminal, async (session) => {
    const { kind, group, namespaced } = await typeNamed(kindText, session.storedKinds);
    const inNamespace = namespaced && !flags.allNamespaces;
    const object = { kind, group, name: nameText };
    const events = await session.fetch({
      cluster: session.settings.cluster,
      types: [],
      // Only the object itself has this uid.
      ...(flags.uid || !ownsOthers(kind) ? { about: object } : { workload: object }),
      ...(inNamespace && { namespace: session.namespace }),
      fieldSelector: [
        ...(inNamespace
          ? [{ field: 'involvedObject.namespace' as const, value: session.namespace, exclude: false }]
          : []),
        ...(flags.uid ? [{ field: 'involvedObject.uid' as const, value: flags.uid, exclude: false }] : []),
      ],
    });
    const own = events.filter(({ event }) => isAbout(event, object));
    await writeAll(terminal, [describeEvents(own, terminal.now())]);
    await writeAll(
      terminal,
      describeObjects(
        events.filter((stored) => !own.includes(stored)),
        terminal
      )
    );
    notifyOfOthers(own, nameText, terminal);
  });
}

/** The events of the objects that belong to the described one, the most recent last. */
function describeObjects(events: readonly StoredEvent[], { now }: Terminal): Iterable<string> {
  const table = tablePrinter(plainEventColumns(false), { headers: true, now }, (event) => event).list(
    byLastSeen(events)
  );
  return events.length > 0 ? ['\nEvents of its objects:\n', ...table] : [];
}

/** An object may have been deleted and created again with the same name. */
function notifyOfOthers(events: readonly StoredEvent[], name: string, { notify }: Terminal): void {
  const uids = new Set(events.map(({ event }) => event.involvedObject?.uid).filter(Boolean));
  if (uids.size > 1) {
    notify(`${uids.size} objects have had the name ${name}. Choose one with --uid: ${[...uids].join(', ')}`);
  }
}
