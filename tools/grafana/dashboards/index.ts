import { collector } from './collector.ts';
import { namespace } from './namespace.ts';
import { node } from './node.ts';
import { overview } from './overview.ts';
import { warningsDashboard } from './warnings.ts';
import { workload } from './workload.ts';

/** The bundled dashboards, by the name of their file. */
export const DASHBOARDS = { overview, warnings: warningsDashboard, namespace, node, workload, collector };
