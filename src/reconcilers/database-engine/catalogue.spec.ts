import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { aKubeError } from '../../../test/builders/kube-error.js';
import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { seedCatalogue } from './catalogue.js';

const postgresql = aDatabaseEngine();
const mongodb = { ...aDatabaseEngine(), metadata: { name: 'mongodb' } };

describe('seedCatalogue', () => {
  const seed = async (
    answer: (call: KubeCall) => unknown,
    signal = new AbortController().signal,
  ): Promise<{ client: ScriptedKubeClient; logger: RecordingLogger }> => {
    const client = new ScriptedKubeClient({ apply: answer });
    const logger = new RecordingLogger();
    await seedCatalogue(client, [postgresql, mongodb], { logger, signal });
    return { client, logger };
  };

  it('applies each entry without force, under a manager of its own', async () => {
    const { client, logger } = await seed(({ body }) => body);
    expect(client.asked).toEqual(['apply databaseengines postgresql', 'apply databaseengines mongodb']);
    for (const { options } of client.calls) {
      expect(options?.fieldManager).toBe('dbaas-operator-catalogue');
      expect(options?.force).toBeFalsy();
    }
    expect(logger.lines).toEqual([]);
  });

  it("leaves an administrator's edits, says which, and goes on with the next entry", async () => {
    const causes = [{ field: '.spec.defaultVersion', message: 'conflict with "kubectl-edit"' }, { message: 'more' }];
    const { client, logger } = await seed(({ key, body }) => {
      if (key === 'postgresql') throw aKubeError('Conflict', { causes });
      return body;
    });
    expect(client.calls).toHaveLength(2);
    expect(logger.lines).toMatchObject([
      { level: 'info', fields: { engine: 'postgresql', fields: ['.spec.defaultVersion'] } },
    ]);
  });

  it('passes any other failure on', async () => {
    const error = aKubeError('Forbidden');
    await expect(seed(() => Promise.reject(error))).rejects.toBe(error);
  });

  it('says nothing of what was cut off', async () => {
    const { logger } = await seed(() => Promise.reject(aKubeError('Timeout')), AbortSignal.abort());
    expect(logger.lines).toEqual([]);
  });
});
