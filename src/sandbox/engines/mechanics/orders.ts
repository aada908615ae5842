import type { ObjectMeta } from '../../../kube/meta/index.js';

/** What a person may write on any database of the sandbox; each stand-in's README tells about them. */
export const ORDER_ANNOTATION = {
  fail: 'sandbox.dbaas.io/fail',
  stepMs: 'sandbox.dbaas.io/step-ms',
  lateMs: 'sandbox.dbaas.io/late-ms',
} as const;

/** Of pods, volumes and Services, whatever runs in them: every stand-in knows these. */
export const NODE_ORDERS = [
  'image-pull',
  'unschedulable',
  'crash-on-start',
  'never-ready',
  'stuck-termination',
  'pvc-resize',
  'offline-resize',
  'load-balancer',
] as const;

/** Failures that were ordered, each with its argument: `never-ready:orders-2` names a pod, `disk-full:10Gi` a size. */
export interface Orders<Failure extends string> {
  readonly has: (failure: Failure) => boolean;
  readonly get: (failure: Failure) => string | undefined;
}

interface Ordering {
  readonly metadata: ObjectMeta;
}

const textsOf = ({ metadata }: Ordering): string[] =>
  (metadata.annotations?.[ORDER_ANNOTATION.fail] ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** At the first colon only: an argument may be an image, and hold one itself. */
function parseOrder(text: string): [name: string, argument: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

const includes = <Failure extends string>(known: readonly Failure[], name: string): name is Failure =>
  (known as readonly string[]).includes(name);

/** None of what is not there. */
export function ordersOf<Failure extends string>(
  object: Ordering | undefined,
  known: readonly Failure[],
): ReadonlyMap<Failure, string | undefined> {
  const texts = object ? textsOf(object) : [];
  return new Map(
    texts.flatMap((text) => {
      const [name, argument] = parseOrder(text);
      return includes(known, name) ? [[name, argument] as const] : [];
    }),
  );
}

/** Complaints of misspelt orders, which nobody can carry out: every stand-in tells of them, in its operator's way. */
export const unknownOrders = (object: Ordering, known: readonly string[]): string[] =>
  textsOf(object)
    .filter((text) => !known.includes(parseOrder(text)[0]))
    .map((text) => `the sandbox cannot make "${text}" happen; it knows ${known.join(', ')}`);

/** Whether `failure` was ordered for this instance: by its name, or for all by naming none. */
export function isOrderedFor<Failure extends string>(
  orders: Orders<Failure>,
  failure: Failure,
  instance: string,
): boolean {
  const named = orders.get(failure);
  return orders.has(failure) && (named === undefined || named === instance);
}
