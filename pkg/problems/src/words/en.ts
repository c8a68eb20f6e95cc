import { type Words } from './words.ts';

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const en: Words = {
  failures: {
    image: 'image cannot be pulled',
    crash: 'container dies',
    crashLoop: 'crash loop',
    cannotStart: 'container cannot start',
    oom: 'out of memory',
    probe: 'probe fails',
    liveness: 'liveness probe fails',
    startup: 'startup probe fails',
    readiness: 'readiness probe fails',
    scheduling: 'pods cannot be scheduled',
    volume: 'volume cannot be mounted',
    attach: 'volume cannot be attached',
    provision: 'volume cannot be provisioned',
    quota: 'quota exceeded',
    admission: 'pods are refused',
    node: 'not ready',
    pressure: 'node under pressure',
    eviction: 'pods evicted',
    autoscaling: 'cannot scale',
    job: 'job failed',
    network: 'network fails',
    certificate: 'certificate not issued',
    missing: 'secret or ConfigMap missing',
    other: 'trouble',
  },
  states: { ongoing: 'ongoing', quiet: 'quiet', over: 'over' },
  workloads: (n) => counted(n, 'workload'),
  times: (n) => counted(n, 'time'),
  pods: (n, atLeast) => `${atLeast ? 'at least ' : ''}${counted(n, 'pod')}`,
  exits: (code) => `exits with code ${code}`,
  quietFor: (minutes) => `quiet for ${minutes} min`,
  title: (name, failure) => `${name}: ${failure}`,
  list: (parts) => parts.join(', '),
};
