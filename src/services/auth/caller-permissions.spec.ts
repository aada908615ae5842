import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { SubjectAccessAuthorizer } from './authorizer.js';
import { ASKED_RIGHTS, CallerPermissions } from './caller-permissions.js';

const ann = { username: 'ann', groups: [] };

interface Attributes {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
}

const attributesOf = ({ body }: KubeCall): Attributes =>
  (body as { spec: { resourceAttributes: Attributes } }).spec.resourceAttributes;

/** The permissions of one who may do this, and what the cluster was asked. */
async function permissionsOf(
  allows: (asked: Attributes) => boolean,
  namespace?: string,
): Promise<{ told: Record<string, readonly string[]>; asked: Attributes[] }> {
  const client = new ScriptedKubeClient({
    review: (call) => ({ status: { allowed: allows(attributesOf(call)) } }),
  });
  const items = await new CallerPermissions(new SubjectAccessAuthorizer(client)).of(ann, namespace);
  const told = Object.fromEntries(items.map(({ resource, verbs }) => [resource, verbs]));
  return { told, asked: client.calls.map(attributesOf) };
}

describe('CallerPermissions', () => {
  it('tells of each resource what is allowed of all that the use cases ask for', async () => {
    const { told } = await permissionsOf(({ verb, subresource }) => verb === 'get' && subresource === undefined);
    expect(told).toEqual({
      databaseclusters: ['get'],
      'databaseclusters/credentials': [],
      'databaseclusters/events': [],
      opsrequests: ['get'],
      databasebackups: ['get'],
      backupstorages: ['get'],
      monitoringconfigs: ['get'],
      databaseengines: ['get'],
      resourcequotas: [],
    });
  });

  it('asks each thing once, in the namespace, and of what has none without it', async () => {
    const { asked } = await permissionsOf(() => true, 'team-a');
    expect(asked).toHaveLength(ASKED_RIGHTS.flatMap(({ verbs }) => verbs).length);
    const outside = asked.filter(({ namespace }) => namespace !== 'team-a');
    expect(new Set(outside.map(({ resource }) => resource))).toEqual(new Set(['databaseengines']));
  });

  it('asks about all namespaces where none is named', async () => {
    const { asked } = await permissionsOf(() => true);
    expect(asked.every(({ namespace }) => namespace === undefined)).toBe(true);
  });
});
