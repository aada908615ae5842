import type { Cluster } from './cluster.js';
import { SANDBOX_ANNOTATION } from './well-known.js';

/** What a person may ask to go wrong; the README says what each one does. */
export const FAILURES = [
  'image-pull',
  'unschedulable',
  'initdb-job',
  'join-job',
  'upgrade-job',
  'disk-full',
  'pvc-resize',
  'never-ready',
  'wal-archiving',
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

const isFailure = (name: string | undefined): name is Failure =>
  (FAILURES as readonly (string | undefined)[]).includes(name);

export function failuresOf(cluster: Pick<Cluster, 'metadata'>): Failures {
  return new Map(
    annotationOf(cluster).flatMap((text) => {
      const [name, argument] = text.split(':', 2);
      return isFailure(name) ? [[name, argument] as const] : [];
    }),
  );
}

/** Misspelt orders: the webhook warns of them, for else they would be ignored in silence. */
export const unknownFailures = (cluster: Pick<Cluster, 'metadata'>): string[] =>
  annotationOf(cluster).filter((text) => !isFailure(text.split(':', 1)[0]));
