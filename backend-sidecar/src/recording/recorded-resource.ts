import { type Resumption } from '../checkpoint/checkpoint.ts';
import { type Scope } from '../checkpoint/position.ts';
import { type Config } from '../config/schema.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { type Resource } from '../kubernetes/resource.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { type Log } from '../telemetry/log.ts';
import { type State } from '../watch/state.ts';
import { type Workloads } from '../workload/workloads.ts';
import { type Known } from './known.ts';
import { type Recorder } from './recorder.ts';

/** A resource of which the collector records what happens, as no Event reports it. */
export interface RecordedResource {
  resource: Resource;
  feature: string;
  /** Its watch of a scope. */
  open(
    parts: { config: Config; server: ApiServer; log: Log },
    scope: Scope,
    resumption: Resumption,
    workloads: Workloads | undefined,
    signal: AbortSignal
  ): Watched;
}

/** A watch of a scope, and what makes entries of it. */
interface Watched {
  start: State;
  api: ResourceApi;
  recorder: Recorder<Known<unknown>>;
}
