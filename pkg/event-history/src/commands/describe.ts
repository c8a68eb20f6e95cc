import { type KeptEvent } from '../events/kept-event.ts';
import { Failure } from '../loki/failure.ts';
import { describeEvents } from '../print/described-events.ts';
import { plainEventPrinter } from '../print/plain-events.ts';
import { ownsOthers, typeNamed } from '../select/about.ts';
import { isAbout } from '../select/selection.ts';
import { byLastSeen } from '../sort/last-seen.ts';
import { ask, type AskFlags } from './ask.ts';
import { type Terminal, writeAll } from './terminal.ts';

export interface DescribeFlags extends AskFlags {
  uid?: string;
}

/**
 * `describe KIND NAME`, `describe KIND/NAME`: the events of one object, as `kubectl describe` ends with. Those of the
 * objects that belong to it, such as a Deployment's pods, follow in a table of their own.
 */
export async function describe(
  type: string,
  name: string | undefined,
  flags: DescribeFlags,
  terminal: Terminal
): Promise<void> {
  const [kindText = '', nameText = '', ...more] = name === undefined ? type.split('/') : [type, name];
  if (kindText === '' || nameText === '' || more.length > 0) {
    throw new Failure('describe takes an object: describe pod web-1, or describe pod/web-1');
  }
  await ask(flags, terminal, async (question) => {
    const { kind, group, namespaced } = await typeNamed(kindText, question.kindsKept);
    const inNamespace = namespaced && !flags.allNamespaces;
    const object = { kind, group, name: nameText };
    const events = await question.fetch({
      cluster: question.settings.cluster,
      types: [],
      // Only the object itself has this uid.
      ...(flags.uid || !ownsOthers(kind) ? { about: object } : { workload: object }),
      ...(inNamespace && { namespace: question.namespace }),
      fieldSelector: [
        ...(inNamespace
          ? [{ field: 'involvedObject.namespace' as const, value: question.namespace, exclude: false }]
          : []),
        ...(flags.uid ? [{ field: 'involvedObject.uid' as const, value: flags.uid, exclude: false }] : []),
      ],
    });
    const own = events.filter(({ event }) => isAbout(event, object));
    await writeAll(terminal, [describeEvents(own, terminal.now())]);
    await writeAll(
      terminal,
      describeObjects(
        events.filter((kept) => !own.includes(kept)),
        terminal
      )
    );
    tellOfOthers(own, nameText, terminal);
  });
}

/** The events of the objects that belong to the one described, those seen last at the end. */
function describeObjects(events: readonly KeptEvent[], { now }: Terminal): Iterable<string> {
  const table = plainEventPrinter({ withNamespace: false, headers: true, now }).list(byLastSeen(events));
  return events.length > 0 ? ['\nEvents of its objects:\n', ...table] : [];
}

/** An object may have been deleted and made anew under the same name. */
function tellOfOthers(events: readonly KeptEvent[], name: string, { tell }: Terminal): void {
  const uids = new Set(events.map(({ event }) => event.involvedObject?.uid).filter(Boolean));
  if (uids.size > 1) {
    tell(`${uids.size} objects have had the name ${name}. Choose one by --uid: ${[...uids].join(', ')}`);
  }
}
