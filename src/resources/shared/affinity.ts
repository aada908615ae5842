import { ObjectField, Shape } from '../declare/index.js';
import { NodeAffinity } from './node-affinity.js';
import { PodAffinity } from './pod-affinity.js';

/** core/v1 Affinity. */
@Shape({ description: 'Rules of Kubernetes for where pods run, beyond `antiAffinity`.' })
export class Affinity {
  @ObjectField(() => NodeAffinity, { description: 'Which nodes.', optional: true })
  nodeAffinity?: NodeAffinity;

  @ObjectField(() => PodAffinity, { description: 'Near which pods.', optional: true })
  podAffinity?: PodAffinity;

  @ObjectField(() => PodAffinity, { description: 'Away from which pods.', optional: true })
  podAntiAffinity?: PodAffinity;
}
