import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { withinRequest } from '../request-scope.js';
import type { AuditedAction, AuditedResult } from './audit-trail.js';
import { Signer } from './signer.js';

const ANN = { username: 'ann', groups: [] };
const OBJECT = { metadata: { namespace: 'red', name: 'orders', generation: 3 } };
const CHANGES = [{ path: '/spec/clusterSize', before: 1, after: 3 }];
const EDIT: AuditedAction = { verb: 'patch', resource: 'databaseclusters' };
const AUTHOR = { subject: 'ann', via: 'GraphQL', generation: 3 };

describe('who wrote an object', () => {
  const logger = new RecordingLogger();

  async function signed(action: Partial<AuditedAction>, result: AuditedResult): Promise<ScriptedKubeClient> {
    const client = new ScriptedKubeClient({ patch: () => OBJECT });
    const sign = (): Promise<void> => new Signer(client, logger).sign(ANN, { ...EDIT, ...action }, result);
    await withinRequest({ requestId: 'r1', via: 'GraphQL' }, sign);
    return client;
  }

  it.each<{ of: string; changes: AuditedResult['changes']; status: object }>([
    { of: 'an edit', changes: CHANGES, status: { changedBy: AUTHOR } },
    { of: 'something new', changes: [{ path: '', after: {} }], status: { createdBy: AUTHOR } },
  ])('is said in its status, $of', async ({ changes, status }) => {
    const { asked, calls } = await signed({}, { object: OBJECT, changes });
    expect(asked).toEqual(['patch databaseclusters red/orders']);
    expect(calls[0]).toMatchObject({ body: { status }, options: { subresource: 'status' } });
  });

  it.each<{ what: string; action?: Partial<AuditedAction>; result: AuditedResult }>([
    { what: 'nothing changed', result: { object: OBJECT, changes: [] } },
    { what: 'it was only tried', action: { dryRun: true }, result: { object: OBJECT, changes: CHANGES } },
    { what: 'it had been done before', result: { object: OBJECT, changes: CHANGES, replayed: true } },
    { what: 'it is gone', result: {} },
    {
      what: 'it is an operation, which is told of elsewhere',
      action: { resource: 'opsrequests' },
      result: { object: OBJECT, changes: CHANGES },
    },
  ])('is not said where $what', async ({ action = {}, result }) => {
    expect((await signed(action, result)).asked).toEqual([]);
  });

  it('is lost with a line in the log when the API server does not take it, and the write counts', async () => {
    const client = new ScriptedKubeClient({ patch: () => Promise.reject(new Error('away')) });
    const sign = (): Promise<void> => new Signer(client, logger).sign(ANN, EDIT, { object: OBJECT, changes: CHANGES });
    await withinRequest({ requestId: 'r1', via: 'REST' }, sign);
    expect(logger.lines).toEqual([
      expect.objectContaining({ level: 'warn', message: 'Who wrote an object was not recorded' }),
    ]);
  });
});
