import { aKubeError } from '../../../test/builders/kube-error.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { ProblemError } from '../../domain/problem.js';
import type { EngineCatalogue } from '../engines/engine-catalogue.js';
import { ProductVersion, VersionReport } from './version-report.js';

const ann = { username: 'ann', groups: [] };
const operator = { name: 'cloudnative-pg', installed: true, version: '1.30.0' };
const engines = [{ ...aDatabaseEngine(), status: { operator } }, aDatabaseEngine()];

const listing: EngineCatalogue['list'] = async () => ({ items: engines }) as never;

function reportOver({ list = listing, getPath = (): unknown => ({ gitVersion: 'v1.36.1' }) } = {}): {
  report: VersionReport;
  client: ScriptedKubeClient;
  clock: ManualClock;
} {
  const client = new ScriptedKubeClient({ getPath });
  const clock = new ManualClock();
  return { report: new VersionReport(new ProductVersion('1.2.3'), client, { list }, clock), client, clock };
}

describe('VersionReport', () => {
  it('tells what runs', async () => {
    expect(await reportOver().report.for(ann)).toEqual({
      version: '1.2.3',
      kubernetes: 'v1.36.1',
      apiVersions: ['v1'],
      resourceVersions: ['dbaas.io/v1alpha1'],
      engines: [{ name: 'postgresql', operator }, { name: 'postgresql' }],
    });
  });

  it('asks Kubernetes once a minute', async () => {
    const { report, client, clock } = reportOver();
    await Promise.all([report.for(ann), report.for(ann)]);
    clock.jump(60_000);
    await report.for(ann);
    expect(client.asked).toEqual(['getPath /version']);
    clock.jump(1);
    await report.for(ann);
    expect(client.calls).toHaveLength(2);
  });

  it('tells the rest while Kubernetes is away, and asks again at once', async () => {
    let isAway = true;
    const getPath = (): unknown => {
      if (isAway) throw aKubeError('ServiceUnavailable');
      return { gitVersion: 'v1.36.1' };
    };
    const { report } = reportOver({ getPath });
    expect(await report.for(ann)).toMatchObject({ version: '1.2.3', kubernetes: null });
    isAway = false;
    expect(await report.for(ann)).toMatchObject({ kubernetes: 'v1.36.1' });
  });

  it('tells no engines to whom may not list them', async () => {
    const list = (): Promise<never> => Promise.reject(new ProblemError('forbidden', 'No.'));
    expect(await reportOver({ list }).report.for(ann)).toMatchObject({ version: '1.2.3', engines: null });
  });
});
