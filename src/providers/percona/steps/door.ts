import type { DatabaseCluster, ExposeType } from '../../../resources/database-cluster/index.js';

/** A Service that leads in from outside, in the words of both operators. */
export interface OutsideDoor {
  type: ExposeType;
  annotations?: Record<string, string>;
  loadBalancerSourceRanges?: string[];
}

/** Undefined when nobody from the outside is let in. */
export function doorOf({ spec: { expose } }: Pick<DatabaseCluster, 'spec'>): OutsideDoor | undefined {
  const { type = 'ClusterIP', annotations, sourceRanges } = expose ?? {};
  if (type === 'ClusterIP') return undefined;
  return {
    type,
    ...(annotations && { annotations }),
    ...(sourceRanges?.length && { loadBalancerSourceRanges: sourceRanges }),
  };
}
