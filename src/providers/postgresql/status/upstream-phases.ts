/** Every word that CloudNativePG 1.30 has for the state of a cluster, and what it means to us. */

export type PhaseMeaning =
  /** The last round of the operator ended well; whether the cluster is whole must be asked of its members. */
  | 'settled'
  /** The operator is at work and will go on by itself. */
  | 'working'
  /** It waits for members to come up: ordinary at first, a problem when one is stuck. */
  | 'waiting'
  /** It will not get further without help. */
  | 'failed';

export interface UpstreamPhase {
  readonly meaning: PhaseMeaning;
  /** What is going on, as the beginning of a sentence. */
  readonly says: string;
  /** The user's next step. */
  readonly next?: string;
}

export const SWITCHING_OVER = 'Switchover in progress';
export const RESTARTING_IN_PLACE = 'Primary instance is being restarted in-place';
export const GIVEN_UP = 'Cluster is unrecoverable and needs manual intervention';
export const DISK_FULL = 'Not enough disk space';
export const MAJOR_UPGRADE = 'Upgrading Postgres major version';

const working = (says: string, next?: string): UpstreamPhase => ({ meaning: 'working', says, next });
const failed = (says: string, next: string): UpstreamPhase => ({ meaning: 'failed', says, next });

export const UPSTREAM_PHASES: ReadonlyMap<string, UpstreamPhase> = new Map([
  ['', working('The operator has been asked for it')],
  ['Setting up primary', working('The first member is being set up')],
  ['Creating a new replica', working('A member is being added')],
  ['Waiting for the instances to become active', { meaning: 'waiting', says: 'Members are coming up' }],
  ['Cluster in healthy state', { meaning: 'settled', says: 'The operator is content' }],
  [SWITCHING_OVER, working('The primary is moving to another member')],
  ['Failing over', working('The primary was lost and another member takes over')],
  ['Upgrading cluster', working('Members are being replaced one by one')],
  ['Cluster upgrade delayed', working('The operator holds the replacement of members back, as its options say')],
  ['Online upgrade in progress', working("The operator's agent is being replaced inside the members")],
  ['Applying configuration', working('Changed settings are being applied')],
  [RESTARTING_IN_PLACE, working('The primary is restarting')],
  [
    'Primary instance is being restarted without a switchover',
    working('The primary is being replaced, without a member to take over'),
  ],
  ['Waiting for user action', working('The operator waits for somebody', 'Switch over or restart the primary.')],
  [MAJOR_UPGRADE, working('The data is being upgraded to another major version; every member is down meanwhile')],
  ['Promoting to primary cluster', working('The cluster is being promoted')],
  [
    DISK_FULL,
    failed(
      'A volume is full',
      'Run an operation of type VolumeExpansion: on a full disk the operator does not pass a larger spec.storage on.',
    ),
  ],
  [
    'Instance Status Extraction Error: HTTP communication issue',
    failed('The operator cannot reach the members', 'Let it through to port 8000 of the pods (NetworkPolicy).'),
  ],
  [GIVEN_UP, failed('The operator has given up', 'See the jobs and volumes that it names.')],
  [
    'Cluster has incomplete or invalid image catalog',
    failed('The operator finds no image', "See the operator's image catalogs."),
  ],
  [
    'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
    failed("A plugin of the operator's is missing", 'Install the plugin; the operator then goes on by itself.'),
  ],
  [
    'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
    failed("A plugin of the operator's fails", "See the plugin's log; the operator tries again by itself."),
  ],
  [
    'Cluster cannot execute instance online upgrade due to missing architecture binary',
    failed('The operator has no binary for the processors of a node', 'Keep members on nodes of one architecture.'),
  ],
  [
    'Unable to create required cluster objects',
    failed('Something that the database needs exists already and is not its own', 'Remove what stands in the way.'),
  ],
  [
    'Invalid cluster definition',
    failed('The operator refuses the definition', 'Mend the specification as the operator says.'),
  ],
]);

/** A word that a newer operator may use: something is going on, and the word itself is shown. */
export function meaningOf(phase: string): UpstreamPhase {
  return UPSTREAM_PHASES.get(phase) ?? working(`The operator says "${phase}"`);
}
