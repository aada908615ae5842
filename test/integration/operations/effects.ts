import { PERSISTENT_VOLUME_CLAIM, POD, type ResourceType } from '../../../src/kube/meta/index.js';
import { RESTARTING_IN_PLACE } from '../../../src/providers/postgresql/status/upstream-phases.js';
import { CNPG_ANNOTATIONS, CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { raw, type Raw } from '../clusters/bench.js';
import type { History } from '../clusters/history.js';
import { uidsOf, type OperatedCluster, type World } from './operation-bench.js';
import type { Success } from './successes.js';

/** A history must follow these to tell effects. */
export const EFFECT_KINDS = [CNPG_CLUSTER, POD, PERSISTENT_VOLUME_CLAIM];

/** What has happened to one cluster since, by every state that the server held: more often than once shows. */
export class Effects {
  constructor(
    private readonly history: History,
    private readonly cluster: OperatedCluster,
    private readonly before: World,
  ) {}

  /** Everything that happens to members, and how often. */
  summary(): EffectSummary {
    return {
      pods: this.newcomers(POD),
      claims: this.newcomers(PERSISTENT_VOLUME_CLAIM),
      handovers: this.told(({ status }) => status.targetPrimaryTimestamp),
      restartMarks: this.told(({ metadata }) => metadata.annotations[CNPG_ANNOTATIONS.restartedAt]),
      restartsInPlace: this.told(({ status }) => status.phase === RESTARTING_IN_PLACE || undefined),
    };
  }

  /** Objects by member, with how many new ones there were. */
  private newcomers(type: ResourceType): Record<string, number> {
    const known = Object.values(uidsOf(type === POD ? this.before.pods : this.before.claims));
    const prefix = `${this.cluster.key.name}-`;
    const lives = new Map<string, Set<string>>();
    for (const { metadata } of this.since(type)) {
      if (known.includes(metadata.uid) || !metadata.name.startsWith(prefix)) continue;
      const member = metadata.name.slice(prefix.length);
      lives.set(member, (lives.get(member) ?? new Set()).add(metadata.uid));
    }
    return Object.fromEntries([...lives].map(([member, uids]) => [member, uids.size]));
  }

  /** How often the operator was told something: values that stood anew in its Cluster. */
  private told(read: (upstream: Raw) => unknown): number {
    const mine = this.since(CNPG_CLUSTER).filter(({ metadata }) => metadata.name === this.cluster.key.name);
    const values = [this.before.upstream, ...mine].map(read);
    return values.filter((value, index) => index > 0 && value !== undefined && value !== values[index - 1]).length;
  }

  private since(type: ResourceType): Raw[] {
    const isLater = ({ metadata }: Raw): boolean => Number(metadata.resourceVersion) > this.before.revision;
    return this.history.states(type).map(raw).filter(isLater);
  }
}

export interface EffectSummary {
  /** New ones, by member. */
  readonly pods: Readonly<Record<string, number>>;
  readonly claims: Readonly<Record<string, number>>;
  /** Times at which somebody else was to be the primary. */
  readonly handovers: number;
  readonly restartMarks: number;
  readonly restartsInPlace: number;
}

/** Each effect of an operation, once. */
export function effectsWanted({ does, restarts, copies, joins, starts, inPlace, result }: Success): EffectSummary {
  return {
    pods: once(restarts, copies, joins, starts),
    claims: once(copies, joins),
    handovers: result && 'newPrimary' in result ? 1 : 0,
    restartMarks: does === 'Restart of all members' ? 1 : 0,
    restartsInPlace: inPlace && !does.startsWith('Switchover') ? 1 : 0,
  };
}

const once = (...members: readonly (readonly number[] | undefined)[]): Record<string, number> =>
  Object.fromEntries(members.flatMap((list) => list ?? []).map((member) => [String(member), 1]));
