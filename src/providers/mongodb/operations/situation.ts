import type { SituationOf } from '../../percona/operations/index.js';
import type { Psmdb } from '../upstream.js';

export type Situation = SituationOf<Psmdb>;

/** The name that a shard, or the only replica set, has in the definition. */
export const replsetsOf = ({ upstream }: Situation): readonly string[] =>
  upstream.spec.replsets.map(({ name }) => name);
