import { type EventRecord } from '@kubernetes-events/event';
import { containerOf, type Facts, probeOf } from './facts';
import * as text from './ruleTexts';

/** Which events one sentence is made of. The first rule that applies to an event takes it. */
export interface Rule {
  name: string;
  reasons: readonly string[];
  kinds?: readonly string[];
  /** What the message has to say. */
  says?: RegExp;
  /** Events with another value get a sentence of their own. */
  apart?(record: EventRecord): string;
  /** The rule of which this one repeats the fact in fewer words: no sentence if that one has one. */
  echoes?: string;
  text(facts: Facts): string;
}

const NO_IMAGE = /^Error: (ErrImagePull|ImagePullBackOff)/;
/** Nothing was pulled: the pod forbids it, or the name names no image. */
const UNUSABLE_IMAGE = /^Error: (ErrImageNeverPull|InvalidImageName|ImageInspectError)/;

/** How the collector says that containers ended; those without memory have a rule of their own. */
const DEATHS = ['Error', 'ContainerStatusUnknown'];
/** A container that was not running did not die: those words say so themselves. */
const HAS_DIED = /^(?!.* was not running ).*exit(ed with)? code \d/;

/** What Kubernetes 1.37 and its autoscalers write (pkg/kubelet/events, pkg/controller, pkg/scheduler). */
export const RULES: readonly Rule[] = [
  { name: 'scheduled', reasons: ['Scheduled'], kinds: ['Pod'], says: / to \S+$/, text: text.scheduled },
  { name: 'unschedulable', reasons: ['FailedScheduling'], text: text.unschedulable },
  { name: 'image', reasons: ['Pulled'], says: /image "?[^" ]+"?/i, text: text.image },
  { name: 'noImage', reasons: ['Failed'], says: /^Failed to (pull|inspect) image/, text: text.noImage },
  { name: 'noImageEcho', reasons: ['Failed'], says: NO_IMAGE, echoes: 'noImage', text: text.noImage },
  { name: 'unusableImage', reasons: ['ErrImageNeverPull', 'InspectFailed'], text: text.unusableImage },
  {
    name: 'unusableImageEcho',
    reasons: ['Failed'],
    says: UNUSABLE_IMAGE,
    echoes: 'unusableImage',
    text: text.unusableImage,
  },
  { name: 'noContainer', reasons: ['Failed'], kinds: ['Pod'], apart: containerOf, text: text.noContainer },
  {
    name: 'noContainerEcho',
    reasons: ['StartError', 'ContainerCannotRun'],
    apart: containerOf,
    echoes: 'noContainer',
    text: text.noContainer,
  },
  { name: 'started', reasons: ['Started'], kinds: ['Pod'], apart: containerOf, text: text.started },
  { name: 'imageBackOff', reasons: ['BackOff'], says: /pulling image/, text: text.imageBackOff },
  { name: 'backOff', reasons: ['BackOff'], says: /restarting failed/, apart: containerOf, text: text.backOff },
  {
    name: 'probe',
    reasons: ['Unhealthy'],
    says: /^(Liveness|Readiness|Startup) probe/,
    apart: probeOf,
    text: text.probe,
  },
  {
    name: 'outOfMemory',
    reasons: ['OOMKilling', 'OOMKilled', 'SystemOOM'],
    apart: containerOf,
    text: text.outOfMemory,
  },
  {
    name: 'died',
    reasons: DEATHS,
    kinds: ['Pod'],
    says: HAS_DIED,
    apart: containerOf,
    text: text.died,
  },
  { name: 'changed', reasons: ['NewRevision'], says: /^Revision /, text: text.changed },
  { name: 'configured', reasons: ['ConfigurationChanged'], text: text.configured },
  { name: 'rolledBack', reasons: ['RolledBack'], text: text.rolledBack },
  { name: 'noMount', reasons: ['FailedMount'], text: text.noMount },
  { name: 'noAttach', reasons: ['FailedAttachVolume'], text: text.noAttach },
  { name: 'quota', reasons: ['FailedCreate'], says: /exceeded quota: /, text: text.quota },
  { name: 'notCreated', reasons: ['FailedCreate'], text: text.notCreated },
  {
    name: 'noMetrics',
    reasons: ['Resource', 'ContainerResource', 'Pods', 'Object', 'External'].map((type) => `FailedGet${type}Metric`),
    text: text.noMetrics,
  },
  { name: 'noMetricsEcho', reasons: ['FailedComputeMetricsReplicas'], echoes: 'noMetrics', text: text.noMetrics },
  { name: 'scaled', reasons: ['ScalingReplicaSet'], text: text.scaled },
  { name: 'rescaled', reasons: ['SuccessfulRescale'], text: text.rescaled },
  {
    name: 'jobEnded',
    reasons: ['Completed', 'BackoffLimitExceeded', 'DeadlineExceeded'],
    kinds: ['Job'],
    text: text.jobEnded,
  },
  { name: 'nodeReady', reasons: ['NodeReady'], kinds: ['Node'], text: text.nodeReady },
  { name: 'nodeNotReady', reasons: ['NodeNotReady'], kinds: ['Node'], text: text.nodeNotReady },
  { name: 'onNotReadyNode', reasons: ['NodeNotReady'], kinds: ['Pod'], text: text.onNotReadyNode },
  { name: 'taint', reasons: ['TaintManagerEviction'], says: /^Marking for deletion/, text: text.taint },
  {
    name: 'taintCancelled',
    reasons: ['TaintManagerEviction'],
    says: /^Cancelling deletion/,
    text: text.taintCancelled,
  },
  { name: 'preempted', reasons: ['Preempted'], text: text.preempted },
  { name: 'evicted', reasons: ['Evicted'], text: text.evicted },
  { name: 'restarted', reasons: ['Killing'], says: /will be restarted/, apart: containerOf, text: text.restarted },
  { name: 'stopped', reasons: ['Killing'], apart: containerOf, text: text.stopped },
];
