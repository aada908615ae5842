import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import type { Rebirth } from '../../resources/ops-request/index.js';
import type { Incarnation } from './incarnation.js';
import type { Observed } from './observed.js';

/** The transformations, in the order in which they run. Each engine answers every one; none is skipped. */
export const APPLIER_STEPS = [
  'metadata',
  'engine',
  'proxy',
  'monitoring',
  'podSchedulingPolicy',
  'backup',
  'dataSource',
] as const;
export type ApplierStep = (typeof APPLIER_STEPS)[number];

export interface ApplyInput {
  readonly cluster: DatabaseCluster;
  readonly engine: DatabaseEngine;
  /** What `spec.monitoring.configRef` names. */
  readonly monitoring?: MonitoringConfig;
  /** What `spec.backup.storageRef` names; backups are not rendered without. */
  readonly storage?: BackupStorage;
  /** Where the incarnation's source lies. */
  readonly sourceStorage?: BackupStorage;
  readonly incarnation: Incarnation;
  /** A running operation replaces the data where it stands. */
  readonly refill?: Rebirth;
  readonly credentialsSecretName: string;
  readonly observed: Observed;
}

/** A child as it should be: only the fields we mean. */
export interface DesiredChild {
  readonly type: ResourceType;
  readonly object: KubeObject;
}

/** Builds one cluster's children from scratch; steps are pure edits of the applier's own draft. */
export type Applier = Record<ApplierStep, () => void> & { result(): DesiredChild[] };

/** Runs every step in order and returns the children, in the order in which they are written. */
export function runApplier(applier: Applier): DesiredChild[] {
  for (const step of APPLIER_STEPS) applier[step]();
  return applier.result();
}

/** How one engine carries out a step; pure but for the draft, which is its own. */
export type StepOf<D> = (input: ApplyInput, draft: D) => void;

/** Validation has refused what would be rendered here: the engine has none of it. */
export const notOffered: StepOf<unknown> = () => undefined;

export interface ApplierParts<D> {
  readonly steps: Record<ApplierStep, StepOf<D>>;
  readonly emptyDraft: (input: ApplyInput) => D;
  readonly childrenOf: (draft: D) => DesiredChild[];
}

/** Appliers of steps that edit one draft, begun anew each time: equal inputs, equal objects. */
export const applierOf =
  <D>({ steps, emptyDraft, childrenOf }: ApplierParts<D>) =>
  (input: ApplyInput): Applier => {
    const draft = emptyDraft(input);
    const bound = APPLIER_STEPS.map((step) => [step, (): void => steps[step](input, draft)] as const);
    return {
      ...(Object.fromEntries(bound) as Record<ApplierStep, () => void>),
      result: () => childrenOf(draft),
    };
  };
