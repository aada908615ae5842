import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PolicyRule } from '../kube/access/index.js';
import { ASKED_RIGHTS } from '../services/auth/caller-permissions.js';
import { userRolesFile } from './user-roles-file.js';
import { userRoleObjects } from './user-roles.js';

const ROOT = path.join(import.meta.dirname, '../..');

interface Role {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly rules: readonly PolicyRule[];
}

const roles = userRoleObjects() as Role[];
const roleNamed = (name: string): Role => roles.find(({ metadata }) => metadata.name === `dbaas-operator-${name}`)!;
const may = (name: string, verb: string, resource: string): boolean =>
  roleNamed(name).rules.some(({ resources, verbs }) => resources.includes(resource) && verbs.includes(verb as never));

/** Of viewer, operator and admin. */
const RIGHTS: [string, string, boolean[]][] = [
  ['get', 'databaseclusters', [true, true, true]],
  ['watch', 'opsrequests', [true, true, true]],
  ['list', 'backupstorages', [true, true, true]],
  ['list', 'databaseengines', [true, true, true]],
  ['get', 'databaseclusters/events', [true, true, true]],
  ['create', 'databaseclusters', [false, true, true]],
  ['delete', 'databaseclusters', [false, true, true]],
  ['patch', 'opsrequests', [false, true, true]],
  ['create', 'databasebackups', [false, true, true]],
  ['update', 'databaseclusters/scale', [false, true, true]],
  ['create', 'backupstorages', [false, false, true]],
  ['patch', 'monitoringconfigs', [false, false, true]],
  ['get', 'databaseclusters/credentials', [false, false, true]],
  ['list', 'databaseclusters/credentials', [false, false, true]],
  ['patch', 'databaseengines', [false, false, false]],
  ['patch', 'databaseclusters/status', [false, false, false]],
  ['patch', 'opsrequests/status', [false, false, false]],
];

describe('roles of users', () => {
  it.each(RIGHTS)('let %s %s who should: %j', (verb, resource, expected) => {
    expect(['viewer', 'operator', 'admin'].map((name) => may(name, verb, resource))).toEqual(expected);
  });

  it('let administrators do all of ours that the API asks for', () => {
    const asked = ASKED_RIGHTS.filter(({ type }) => type.group === 'dbaas.io');
    const missing = asked.flatMap(({ type, subresource, verbs }) => {
      const resource = subresource ? `${type.plural}/${subresource}` : type.plural;
      return verbs.filter((verb) => !may('admin', verb, resource)).map((verb) => `${verb} ${resource}`);
    });
    expect(missing).toEqual([]);
  });

  it('join the roles that Kubernetes brings along, but for the one of the catalogue', () => {
    expect(roles.map(({ metadata: { labels = {} } }) => Object.keys(labels))).toEqual([
      ['rbac.authorization.k8s.io/aggregate-to-view'],
      ['rbac.authorization.k8s.io/aggregate-to-edit'],
      ['rbac.authorization.k8s.io/aggregate-to-admin'],
      [],
    ]);
  });

  it('are of our kinds alone, and by no wildcard', () => {
    const rules = roles.flatMap((role) => role.rules);
    expect(new Set(rules.flatMap(({ apiGroups }) => apiGroups))).toEqual(new Set(['dbaas.io']));
    expect(JSON.stringify(rules)).not.toContain('*');
  });

  it('are in the manifest as they are here; if not: npm run generate', async () => {
    const { file, render } = userRolesFile();
    expect(await readFile(path.join(ROOT, file), 'utf8')).toBe(await render());
  });
});
