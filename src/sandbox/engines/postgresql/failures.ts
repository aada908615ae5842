import type { Cluster } from './cluster.js';
import { SANDBOX_ANNOTATION } from './well-known.js';

/** What a person may ask to go wrong; the README says what each one does. */
export const FAILURES = [
  'image-pull',
  'unschedulable',
  'crash-on-start',
  'never-ready',
  'initdb-job',
  'join-job',
  'upgrade-job',
  'stuck-job',
  'disk-full',
  'pvc-resize',
  'offline-resize',
  'switchover-target',
  'slow-shutdown',
  'stuck-hibernation',
  'stuck-termination',
  'load-balancer',
  'wal-archiving',
  'backup',
  'stuck-backup',
  'recovery-job',
  'webhook-down',
] as const;

export type Failure = (typeof FAILURES)[number];

/** The failures ordered, each with its argument: `never-ready:orders-2` names a pod, `disk-full:10Gi` a size. */
export type Failures = ReadonlyMap<Failure, string | undefined>;

const annotationOf = (cluster: Pick<Cluster, 'metadata'>): string[] =>
  (cluster.metadata.annotations?.[SANDBOX_ANNOTATION.fail] ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** At the first colon only: an argument may be an image, and hold one itself. */
function parseOrder(text: string): [name: string, argument: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

const isFailure = (name: string): name is Failure => (FAILURES as readonly string[]).includes(name);

export function failuresOf(cluster: Pick<Cluster, 'metadata'>): Failures {
  return new Map(
    annotationOf(cluster).flatMap((text) => {
      const [name, argument] = parseOrder(text);
      return isFailure(name) ? [[name, argument] as const] : [];
    }),
  );
}

/** Whether `failure` was ordered for this instance: by its name, or for all by naming none. */
export function isOrderedFor(failures: Failures, failure: Failure, instance: string): boolean {
  const named = failures.get(failure);
  return failures.has(failure) && (named === undefined || named === instance);
}

/** Misspelt orders: the webhook warns of them, for else they would be ignored in silence. */
export const unknownFailures = (cluster: Pick<Cluster, 'metadata'>): string[] =>
  annotationOf(cluster).filter((text) => !isFailure(parseOrder(text)[0]));
