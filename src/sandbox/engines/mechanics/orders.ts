import type { ObjectMeta } from '../../../kube/meta/index.js';

/** What a person may write on any database of the sandbox; each stand-in's README tells about them. */
export const ORDER_ANNOTATION = {
  fail: 'sandbox.dbaas.io/fail',
  stepMs: 'sandbox.dbaas.io/step-ms',
  lateMs: 'sandbox.dbaas.io/late-ms',
} as const;

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

export function ordersOf<Failure extends string>(
  object: Ordering,
  known: readonly Failure[],
): ReadonlyMap<Failure, string | undefined> {
  return new Map(
    textsOf(object).flatMap((text) => {
      const [name, argument] = parseOrder(text);
      return includes(known, name) ? [[name, argument] as const] : [];
    }),
  );
}

/** Orders that nobody can carry out, for else they would be ignored in silence. */
export const unknownOrders = (object: Ordering, known: readonly string[]): string[] =>
  textsOf(object).filter((text) => !known.includes(parseOrder(text)[0]));

/** Whether `failure` was ordered for this instance: by its name, or for all by naming none. */
export function isOrderedFor<Failure extends string>(
  orders: Orders<Failure>,
  failure: Failure,
  instance: string,
): boolean {
  const named = orders.get(failure);
  return orders.has(failure) && (named === undefined || named === instance);
}
