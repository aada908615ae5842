import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';
import { schedule, scheduleRouters } from './schedule.js';

const MINE = { 'app.kubernetes.io/instance': 'orders' };
const apart = (topologyKey: string): object => ({ labelSelector: { matchLabels: MINE }, topologyKey });
const node = { preferredDuringSchedulingIgnoredDuringExecution: [] };
const noisy = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'noisy' } } };

describe('where pods run', () => {
  it('is apart from each other where there is room', () => {
    expect(schedule({}, MINE)).toEqual({
      affinity: {
        advanced: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 100, podAffinityTerm: apart('kubernetes.io/hostname') },
            ],
          },
        },
      },
    });
  });

  it('is anywhere, which the operator must be told', () => {
    expect(schedule({ antiAffinity: 'None' }, MINE)).toEqual({ affinity: { antiAffinityTopologyKey: 'none' } });
  });

  it('is where the user wants it, beside what keeps members apart', () => {
    const policy: PodSchedulingPolicy = {
      antiAffinity: 'Required',
      topologyKey: 'topology.kubernetes.io/zone',
      nodeSelector: { pool: 'db' },
      tolerations: [{ operator: 'Exists' }],
      priorityClassName: 'gold',
      affinity: {
        nodeAffinity: node,
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [noisy] },
      },
    };
    const placement = {
      nodeSelector: { pool: 'db' },
      tolerations: [{ operator: 'Exists' }],
      priorityClassName: 'gold',
    };
    expect(schedule(policy, MINE)).toEqual({
      ...placement,
      affinity: {
        advanced: {
          nodeAffinity: node,
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [apart('topology.kubernetes.io/zone'), noisy],
          },
        },
      },
    });
    expect(scheduleRouters(policy, MINE)).toEqual({
      ...placement,
      affinity: {
        advanced: {
          nodeAffinity: node,
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [apart('topology.kubernetes.io/zone')],
          },
        },
      },
    });
  });
});
