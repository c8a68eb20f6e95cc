import { texts } from '../text.ts';

export const batch = texts('kube-controller-manager', {
  Completed: ['The Job is complete.', 'Its pods have succeeded'],
  Suspended: [
    'The Job is suspended: its pods are deleted until it is resumed.',
    'spec.suspend was set by hand or by a queue such as Kueue',
  ],
  Resumed: ['The Job continues after it was suspended.', 'spec.suspend was cleared by hand or by a queue'],
  BackoffLimitExceeded: [
    'The Job failed: its pods have failed more often than backoffLimit allows.',
    'The program exits with an error each time',
    'It is killed for its memory limit',
    'Nodes are lost under it',
  ],
  DeadlineExceeded: [
    'The Job failed: it took longer than its activeDeadlineSeconds.',
    'The work takes longer than planned, or hangs',
    'Its pods waited long to be scheduled',
  ],
  PodFailurePolicy: [
    "The Job failed as a pod's failure matched a FailJob rule of its pod failure policy.",
    'An exit code or a disruption that the rule names',
  ],
  FailedIndexes: [
    'The indexed Job ended with some of its indexes failed.',
    'These indexes failed more often than backoffLimitPerIndex allows',
  ],
  MaxFailedIndexesExceeded: [
    'The Job failed: more indexes have failed than maxFailedIndexes allows.',
    'A fault that all indexes share',
    'Bad input for many indexes',
  ],
  TooManySucceededPods: [
    'More pods succeeded than the Job wanted completions.',
    'Two pods ran at once after a node was cut off and came back',
  ],
  UnknownCompletionMode: [
    "The Job's completionMode is not one that the controller knows, so nothing is done.",
    'A newer API server than controller manager',
  ],
  WorkloadCreated: [
    'A Workload was made for the Job, so that its pods are scheduled together.',
    'A Job that is to be gang-scheduled',
  ],
  PodGroupCreated: ["A PodGroup was made for the Job's pods.", 'A Job that is to be gang-scheduled'],
  FailedWorkloadCompilation: [
    "No Workload could be derived from the Job's definition.",
    "The Job's settings contradict gang scheduling",
  ],
  FailedWorkloadCreate: [
    'The Workload for the Job could not be created.',
    'An admission webhook or a quota refuses',
    'The Workload API is not enabled',
  ],
  'SuccessfulCreate:cronjob': ['The CronJob has created a Job.', 'Its scheduled time has come'],
  'FailedCreate:cronjob': [
    'The CronJob could not create its Job.',
    'A quota or an admission webhook refuses',
    'The namespace is being deleted',
  ],
  'SuccessfulDelete:cronjob': [
    'The CronJob has deleted a Job.',
    'An old one beyond the history limit',
    'A running one that concurrencyPolicy Replace replaces',
  ],
  'FailedDelete:cronjob': [
    'The CronJob could not delete a Job.',
    'An admission webhook refuses',
    'The API server answers with errors',
  ],
  FailedGet: ['The CronJob could not read a Job that it wants to replace.', 'The API server answers with errors'],
  SawCompletedJob: [
    'A Job of the CronJob has ended; the message says whether it is complete or failed.',
    'A scheduled run is over',
  ],
  MissingJob: [
    'A Job that the CronJob took for running no longer exists.',
    'Someone deleted it',
    'It was cleaned up soon after it ended',
  ],
  UnexpectedJob: [
    'The CronJob owns a running Job that it does not remember to have made.',
    'A Job made by hand with the CronJob as its owner',
  ],
  JobAlreadyActive: [
    'No Job is started as the one before still runs and concurrencyPolicy is Forbid.',
    'Runs take longer than the time between them',
    'A run hangs',
  ],
  MissSchedule: [
    'A scheduled run was left out as it could not start within startingDeadlineSeconds.',
    'The controller manager was down',
    'The deadline is too short',
    'The CronJob was suspended',
  ],
  TooManyMissedTimes: [
    'The CronJob has missed more than 100 runs.',
    'The controller manager was down for long, or clocks differ',
    'A very frequent schedule that was suspended',
  ],
  UnParseableCronJobSchedule: [
    'The new schedule of the CronJob cannot be read.',
    'A typing error in the cron expression',
  ],
  UnparseableSchedule: [
    "The CronJob's schedule cannot be read, so it never runs.",
    'A typing error in the cron expression',
  ],
  InvalidSchedule: [
    "No next run can be worked out from the CronJob's schedule.",
    'A date that never comes, such as 30 February',
  ],
  UnknownTimeZone: [
    "The CronJob's time zone is not known, so it does not run.",
    'A typing error',
    'The controller manager lacks time zone data',
  ],
  UnsupportedSchedule: [
    'The schedule has TZ or CRON_TZ in it, which is not officially supported.',
    'spec.timeZone is to be used instead',
  ],
});
