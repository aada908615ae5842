import type { Caller } from '../auth/caller.js';
import type { Signer } from './signer.js';
import type { AuditedAction, AuditedResult, AuditTrail } from './audit-trail.js';

type UseCase<A extends never[], R> = (caller: Caller, ...args: A) => Promise<R>;

/** How one use case is written down: what it is about, by its arguments, and what came of it. */
interface AuditRule<A extends unknown[], R> {
  readonly verb: AuditedAction['verb'];
  readonly about: (...args: A) => Omit<AuditedAction, 'verb' | 'resource'>;
  readonly result: (done: R) => AuditedResult;
}

/** A rule for each use case that is to be written down. */
export type AuditRules<T> = {
  readonly [M in keyof T]?: T[M] extends (caller: Caller, ...args: infer A) => Promise<infer R>
    ? AuditRule<A, R>
    : never;
};

export interface Audit<T> {
  readonly trail: AuditTrail;
  readonly signer: Signer;
  readonly resource: string;
  readonly rules: AuditRules<T>;
}

/**
 * The very same use cases, which from now on are written down, and sign what they write. Here and not in each of them, so that none can be added
 * that forgets half of it; below REST and GraphQL, so that both are written down alike.
 */
export function audited<T extends object>(useCases: T, { trail, signer, resource, rules }: Audit<T>): T {
  const table = Object.entries(rules) as [string, AuditRule<unknown[], unknown>][];
  const methods = useCases as Record<string, UseCase<never[], unknown>>;
  for (const [method, { verb, about, result }] of table) {
    const useCase = methods[method]!.bind(useCases) as UseCase<unknown[] & never[], unknown>;
    methods[method] = async (caller, ...args) => {
      const action = { verb, resource, ...about(...args) };
      const done = await trail.record(caller, action, () => useCase(caller, ...args), result);
      await signer.sign(caller, action, result(done));
      return done;
    };
  }
  return useCases;
}

const MAX_NAME_LENGTH = 253;

/** The name in a body that nobody has judged yet. */
export function nameIn(body: unknown): string | undefined {
  const { name } = ((body as { metadata?: unknown } | null | undefined)?.metadata ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name.slice(0, MAX_NAME_LENGTH) : undefined;
}
