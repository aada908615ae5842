import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { copiesOf } from './birth.js';

export type Config = Readonly<Record<string, string>>;

/** Numbers of copies; none may be more than there are brokers. */
export const COPIES_SETTINGS = [
  'default.replication.factor',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
] as const;

/** How many of the copies must have a write, by the setting that says how many copies there are. */
export const QUORUM_SETTINGS = {
  'min.insync.replicas': 'default.replication.factor',
  'transaction.state.log.min.isr': 'transaction.state.log.replication.factor',
} as const;

/** What the user asks for, over what is safe for the number of brokers at birth. */
export function configOf({ spec }: Pick<DatabaseCluster, 'spec'>, born: number): Config {
  const asked: Record<string, string> = Object.fromEntries((spec.config ?? []).map(({ name, value }) => [name, value]));
  const copies: Record<string, string> = Object.fromEntries(
    COPIES_SETTINGS.map((name) => [name, asked[name] ?? String(copiesOf(born))]),
  );
  const quorums = Object.entries(QUORUM_SETTINGS).map(([name, of]) => [name, quorumOf(Number(copies[of]))] as const);
  return { ...copies, ...Object.fromEntries(quorums), ...asked };
}

/** One copy may be missing, unless there are too few to wait for two. */
const quorumOf = (copies: number): string => (copies >= 3 ? '2' : '1');
