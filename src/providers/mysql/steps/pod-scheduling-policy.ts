import { schedule, scheduleRouters } from '../../percona/steps/schedule.js';
import { PERCONA_LABELS } from '../../percona/upstream.js';
import type { Step } from '../draft.js';
import { DATA_COMPONENT, HAPROXY, PROXYSQL } from '../names.js';

/** Where pods run: members keep apart from members, proxies from proxies. */
export const podSchedulingPolicy: Step = ({ cluster }, { cluster: { spec } }) => {
  const policy = cluster.spec.podSchedulingPolicy ?? {};
  const labelsOf = (component: string): Record<string, string> => ({
    [PERCONA_LABELS.instance]: cluster.metadata.name,
    [PERCONA_LABELS.component]: component,
  });
  Object.assign(spec.pxc!, schedule(policy, labelsOf(DATA_COMPONENT)));
  for (const name of [HAPROXY, PROXYSQL] as const) {
    if (spec[name]) Object.assign(spec[name], scheduleRouters(policy, labelsOf(name)));
  }
};
