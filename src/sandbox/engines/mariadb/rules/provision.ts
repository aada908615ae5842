import { SERVICE } from '../../../../kube/meta/index.js';
import { coversDesired } from '../../../../kube/writes/covers-desired.js';
import { create, patch } from '../../mechanics/actions.js';
import type { Service } from '../../mechanics/workloads.js';
import { buildServices } from '../builders/services.js';
import { isReplicated } from '../mariadb.js';
import { MARIADB } from '../kinds.js';
import { failed, type Action, type Rule } from '../step.js';
import { caSecretName } from '../well-known.js';

/** The operator writes into the object what it goes by, where nobody has said anything. */
export const writeDefaults: Rule = ({ mariadb }) => {
  const { replication = {} } = mariadb.spec;
  const { primary = {} } = replication;
  if (!isReplicated(mariadb) || primary.podIndex !== undefined) return undefined;
  const defaults = {
    gtidStrictMode: true,
    semiSyncEnabled: true,
    ...replication,
    primary: { autoFailover: true, ...primary, podIndex: 0 },
  };
  return { because: 'defaults are missing', actions: [patch(MARIADB, mariadb, { spec: { replication: defaults } })] };
};

/** Passwords and the authority. A password that others are to give is waited for. */
export const makeSecrets: Rule = ({ mariadb, secret }) => {
  const { rootPasswordSecretKeyRef: root, passwordSecretKeyRef: user } = mariadb.spec;
  const given = [root, user].flatMap((ref) => (ref && !ref.generate ? [ref] : []));
  const missing = given.find(({ name }) => !secret(name));
  if (missing) return failed('Secret', `Secret "${missing.name}" not found`);
  const actions: Action[] = [root, user].flatMap((ref) =>
    ref?.generate && !secret(ref.name)
      ? [{ do: 'forge' as const, recipe: { kind: 'password' as const, name: ref.name, key: ref.key } }]
      : [],
  );
  const authority = caSecretName(mariadb.metadata.name);
  if (!secret(authority)) actions.push({ do: 'forge', recipe: { kind: 'authority', name: authority } });
  return actions.length > 0 ? { because: 'Secrets are missing', actions } : undefined;
};

export const syncServices: Rule = ({ mariadb, services, primaryIndex }) => {
  const actions = buildServices(mariadb, primaryIndex).flatMap((wanted) => syncService(services, wanted));
  return actions.length > 0 ? { because: 'Services differ', actions } : undefined;
};

function syncService(existing: readonly Service[], wanted: Service): Action[] {
  const found = existing.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(SERVICE, wanted)];
  const { labels, annotations } = wanted.metadata;
  const isToldWhoMayCome = found.spec['loadBalancerSourceRanges'] !== undefined;
  const isNoLongerTold = isToldWhoMayCome && wanted.spec['loadBalancerSourceRanges'] === undefined;
  const spec = { ...wanted.spec, ...(isNoLongerTold ? { loadBalancerSourceRanges: null } : {}) };
  const changes = { metadata: { labels, annotations }, spec };
  return coversDesired(found, changes) ? [] : [patch(SERVICE, found, changes)];
}
