/**
 * What may change together. The operator refuses, or used to hang on, some changes in one write; the intent is then
 * rendered in stages, each of which is a state that the operator accepts, and the next reconcile renders the next stage.
 */
import { sameQuantity } from '../../../kube/meta/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { CnpgCluster, ResourceRequirements } from '../upstream.js';

/** Settings as last rendered, kept on the child: its live parameters also hold the defaults that the operator wrote. */
export const RENDERED_CONFIG = 'dbaas.io/rendered-config';

export type Config = Readonly<Record<string, string>>;

export const configOf = ({ spec }: Pick<DatabaseCluster, 'spec'>): Config =>
  Object.fromEntries((spec.config ?? []).map(({ name, value }) => [name, value]));

export interface Rollout {
  readonly image: string;
  readonly config: Config;
}

/**
 * With a switchover as update method the operator refuses a write that changes image and parameters together. Settings
 * that the new release may not know go first, then the image, then the rest: no release ever sees a name it lacks.
 */
export function stageRollout(desired: Rollout, live: CnpgCluster | undefined): Rollout {
  const rendered = readRenderedConfig(live);
  if (!live || !rendered) return desired;
  if (live.spec.imageName !== desired.image) return stageImage(desired, live.spec.imageName, rendered);
  return isImageObserved(live) ? desired : { image: desired.image, config: rendered };
}

function stageImage(desired: Rollout, liveImage: string, rendered: Config): Rollout {
  const kept = Object.entries(rendered).filter(([name]) => Object.hasOwn(desired.config, name));
  const isRemoving = kept.length < Object.keys(rendered).length;
  return isRemoving
    ? { image: liveImage, config: Object.fromEntries(kept) }
    : { image: desired.image, config: rendered };
}

function isImageObserved({ spec, status }: CnpgCluster): boolean {
  if (status?.targetPgDataImageInfo) return false;
  return status?.image === undefined || status.image === spec.imageName;
}

/** undefined when the text is not a record that we wrote. */
function readRenderedConfig(live: CnpgCluster | undefined): Config | undefined {
  const text = live?.metadata.annotations?.[RENDERED_CONFIG];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isConfig(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isConfig(value: unknown): value is Config {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((entry) => typeof entry === 'string');
}

/** Sorted, so that the order of the user's list changes nothing. */
export function serializeConfig(config: Config): string {
  return JSON.stringify(Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Resources wait while the volumes grow: in one write the two can block each other's rolling update. */
export function stageResources(
  desired: ResourceRequirements | undefined,
  sizes: { readonly data: string; readonly wal?: string },
  live: CnpgCluster | undefined,
): ResourceRequirements | undefined {
  if (!live) return desired;
  const isGrowing =
    !sameQuantity(live.spec.storage.size, sizes.data) ||
    (live.spec.walStorage !== undefined && !sameQuantity(live.spec.walStorage.size, sizes.wal));
  return isGrowing ? live.spec.resources : desired;
}
