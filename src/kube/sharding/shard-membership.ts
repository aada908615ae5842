import type { Permission } from '../access/index.js';
import type { KubeClient } from '../client/kube-client.js';
import { systemClock, type Clock } from '../clock.js';
import { Deadline } from '../deadline.js';
import { LEASE_ACCESS, LeaderElector, type Lease, type LeaseTimes, type Tenure } from '../leader-election/index.js';
import { silentLogger, type Logger } from '../logger.js';
import { LEASE, parseKey, keyOf, type ObjectKey } from '../meta/index.js';
import { MemberRoster, type Roll } from './member-roster.js';
import { MemberSet } from './member-set.js';
import { ShardView } from './shard-view.js';

/** A member has a Lease of its own and looks at those of the others; both in one namespace. */
export const SHARDING_ACCESS: readonly Permission[] = [LEASE_ACCESS, { type: LEASE, verbs: ['list'] }];

/** A look that takes longer is of no use: the next renewal asks again. */
const LOOK_TIMEOUT_MS = 5_000;

export interface ShardMembershipOptions {
  /** One of its own: renewals must never queue behind lists. */
  readonly client: KubeClient;
  /** Of this process's Lease. */
  readonly lease: ObjectKey;
  /** Unique to this process. No commas: members are listed by it. */
  readonly identity: string;
  /** The label by which the members of one group find each other. */
  readonly label: { readonly name: string; readonly value: string };
  /** The annotation in which a member says by which set it works. */
  readonly claimAnnotation: string;
  readonly times?: LeaseTimes;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly random?: () => number;
}

/** Told of every change, with what tells the keys that became this process's by it. */
export type GainListener = (isGained: (key: string) => boolean) => void;

/**
 * One process among several that share keys out. Holds a Lease of its own as a leader does, reads those of the others
 * after each renewal, and admits work on a key only while no other member can be at work on it.
 */
export class ShardMembership implements Tenure {
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly elector: LeaderElector;
  private readonly roster = new MemberRoster();
  private readonly ending = new AbortController();
  private readonly atWork = new Map<string, number>();
  private readonly listeners: GainListener[] = [];
  private view: ShardView;
  private isLookWanted = false;
  private isLooking = false;

  constructor(private readonly options: ShardMembershipOptions) {
    const { client, lease, identity, times, random } = options;
    this.clock = options.clock ?? systemClock;
    this.logger = (options.logger ?? silentLogger).child({ member: identity });
    this.view = ShardView.initial(identity);
    this.elector = new LeaderElector({
      ...times,
      client,
      lease,
      identity,
      random,
      clock: this.clock,
      logger: this.logger,
      metadata: () => this.metadata(),
      onRenewed: () => this.lookSoon(),
    });
  }

  /** How many live, as far as this process knows. */
  get size(): number {
    return this.view.alive.size;
  }

  /** True once this process takes part: its Lease is held and the others can read its claim. */
  get isMember(): boolean {
    return this.isLeader() && this.view.isPublished;
  }

  isLeader(): boolean {
    return this.elector.isLeader();
  }

  owns(key: string): boolean {
    return !this.ending.signal.aborted && this.isLeader() && this.view.owns(key);
  }

  /** Holds the key until what it returns is called; undefined when the key is another's, or may be at work elsewhere. */
  readonly admit = (key: string): (() => void) | undefined => {
    if (!this.owns(key)) return undefined;
    this.atWork.set(key, (this.atWork.get(key) ?? 0) + 1);
    return () => this.leave(key);
  };

  onChange(listener: GainListener): void {
    this.listeners.push(listener);
  }

  async acquire(signal: AbortSignal): Promise<AbortSignal> {
    const lost = await this.elector.acquire(signal);
    lost.addEventListener('abort', () => this.ending.abort(), { once: true });
    return lost;
  }

  async release(): Promise<void> {
    this.ending.abort();
    await this.elector.release();
  }

  abandon(): void {
    this.ending.abort();
    this.elector.abandon();
  }

  private metadata(): { labels: Record<string, string>; annotations: Record<string, string> } {
    const { label, claimAnnotation } = this.options;
    return { labels: { [label.name]: label.value }, annotations: { [claimAnnotation]: this.view.offered.text } };
  }

  private leave(key: string): void {
    const others = this.atWork.get(key)! - 1;
    if (others > 0) this.atWork.set(key, others);
    else this.atWork.delete(key);
    this.offer();
  }

  /** Writes a new claim as soon as what is at work allows it. */
  private offer(): void {
    const next = this.view.offer(this.atWork.keys());
    if (!next) return;
    this.change(next);
    this.elector.renewSoon();
  }

  /** One look at a time; a renewal during one asks for another, which sees what was written by then. */
  private lookSoon(): void {
    this.isLookWanted = true;
    if (!this.isLooking) void this.lookWhileWanted();
  }

  private async lookWhileWanted(): Promise<void> {
    this.isLooking = true;
    while (this.isLookWanted && !this.ending.signal.aborted) {
      this.isLookWanted = false;
      await this.look();
    }
    this.isLooking = false;
  }

  private async look(): Promise<void> {
    const sentMs = this.clock.monotonicMs();
    try {
      const leases = await this.read();
      this.learn(leases, this.roster.look(leases, { sentMs, receivedMs: this.clock.monotonicMs() }));
    } catch (err) {
      if (!this.ending.signal.aborted) this.logger.warn('Members of the shards could not be read', { err });
    }
  }

  private async read(): Promise<Lease[]> {
    const { client, lease, label } = this.options;
    const deadline = new Deadline(this.clock, this.ending.signal);
    deadline.limit(LOOK_TIMEOUT_MS, 'members look timeout');
    const labelSelector = `${label.name}=${label.value}`;
    try {
      const query = { namespace: lease.namespace, labelSelector, signal: deadline.signal };
      return (await client.list<Lease>(LEASE, query)).items;
    } finally {
      deadline.end();
    }
  }

  private learn(leases: readonly Lease[], { alive, stale }: Roll): void {
    const { identity } = this.options;
    const mine = leases.find((lease) => identityOf(lease) === identity);
    const others = alive.filter((lease) => identityOf(lease) !== identity);
    const seen = {
      alive: MemberSet.of([identity, ...others.map(identityOf)]),
      published: mine ? this.claimOf(mine) : MemberSet.EMPTY,
      claims: others.map((lease) => ({ identity: identityOf(lease), members: this.claimOf(lease) })),
    };
    if (!seen.alive.equals(this.view.alive)) this.logger.info('Members of the shards', { members: seen.alive.size });
    this.change(this.view.learn(seen));
    this.offer();
    if (seen.alive.first === identity) void this.removeStale(stale);
  }

  private claimOf({ metadata }: Lease): MemberSet {
    return MemberSet.parse(metadata.annotations?.[this.options.claimAnnotation]);
  }

  private change(next: ShardView): void {
    const before = this.view;
    this.view = next;
    if (next.isLike(before)) return;
    for (const listener of this.listeners) listener((key) => next.owns(key) && !before.owns(key));
  }

  /** One member does it for all; a record that has changed meanwhile stays. */
  private async removeStale(leases: readonly Lease[]): Promise<void> {
    for (const lease of leases) {
      const { uid, resourceVersion } = lease.metadata;
      const options = { uid, resourceVersion, signal: this.ending.signal };
      await this.options.client
        .delete(LEASE, parseKey(keyOf(lease)), options)
        .catch((err: unknown) => this.logger.debug('Lease of a member that ended stays for now', { err }));
    }
  }
}

const identityOf = ({ spec }: Lease): string => spec?.holderIdentity ?? '';
