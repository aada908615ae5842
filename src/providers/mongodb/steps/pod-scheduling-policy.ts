import { schedule, scheduleRouters } from '../../percona/steps/schedule.js';
import { PERCONA_LABELS } from '../../percona/upstream.js';
import type { Step } from '../draft.js';
import { CONFIG_REPLSET, MONGOS } from '../names.js';
import { REPLSET_LABEL } from '../upstream.js';

/** Where pods run: members keep apart from those of their own set, and routers from routers. */
export const podSchedulingPolicy: Step = ({ cluster }, { cluster: { spec } }) => {
  const policy = cluster.spec.podSchedulingPolicy ?? {};
  const mine = { [PERCONA_LABELS.instance]: cluster.metadata.name };
  const ofSet = (name: string): object => schedule(policy, { ...mine, [REPLSET_LABEL]: name });
  for (const replset of spec.replsets ?? []) Object.assign(replset, ofSet(replset.name));
  const { configsvrReplSet, mongos } = spec.sharding ?? {};
  if (configsvrReplSet) Object.assign(configsvrReplSet, ofSet(CONFIG_REPLSET));
  if (mongos) Object.assign(mongos, scheduleRouters(policy, { ...mine, [PERCONA_LABELS.component]: MONGOS }));
};
