import { QuantityField, Shape } from '../declare/index.js';

@Shape({ description: 'CPU and memory of each pod. Requests equal limits, so no pod is evicted for a neighbour.' })
export class ComputeResources {
  @QuantityField({ description: 'Cores, or thousandths of one: `2`, `500m`.', optional: true, example: '500m' })
  cpu?: string;

  @QuantityField({ description: 'Memory in bytes: `2Gi`.', optional: true, example: '2Gi' })
  memory?: string;
}
