import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { AdmissionAttributes, AdmissionChain } from '../admission/index.js';
import { Warnings } from '../http/warnings.js';
import { parseDeleteOptions } from './delete-options.js';
import { ObjectAdmission } from './object-admission.js';
import { parseWriteOptions } from './write-options.js';
import type { WriteOptions } from './write-options.js';

const query = (text: string): URLSearchParams => new URLSearchParams(text);
const asSent = (sent: WriteOptions['asSent']): WriteOptions => ({
  ...parseWriteOptions(query(''), 'x/1'),
  asSent: sent!,
});

describe('what admission is told of the options of a write', () => {
  async function told(operation: 'CREATE' | 'UPDATE' | 'DELETE', options: WriteOptions): Promise<unknown> {
    const asked: AdmissionAttributes[] = [];
    const chain = { needsMutation: (attributes: AdmissionAttributes) => (asked.push(attributes), false) };
    const request = {
      resource: aServedResource(),
      namespace: 'a',
      user: { username: 'u', groups: [] },
      warnings: new Warnings(),
      options,
    };
    const admission = new ObjectAdmission(chain as unknown as AdmissionChain);
    await admission.mutate(request, { operation, name: 'w', object: null, oldObject: null });
    return asked[0]!.options;
  }

  it('is what the client said, of the kind of what is done', async () => {
    const options = parseWriteOptions(query('fieldManager=m&fieldValidation=Strict&dryRun=All'), 'kubectl/1');
    const said = { apiVersion: 'meta.k8s.io/v1', fieldManager: 'm', fieldValidation: 'Strict', dryRun: ['All'] };
    expect(await told('CREATE', options)).toEqual({ ...said, kind: 'CreateOptions' });
    expect(await told('UPDATE', options)).toEqual({ ...said, kind: 'UpdateOptions' });
  });

  it('leaves out what the server makes up', async () => {
    const options = parseWriteOptions(query(''), 'kubectl/1');
    expect(await told('CREATE', options)).toEqual({ kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' });
  });

  it('is the body of a delete, and what its query adds', async () => {
    const sent = { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid: 'u' } };
    const options = parseDeleteOptions(sent, query('propagationPolicy=Orphan'));
    const said = { preconditions: { uid: 'u' }, propagationPolicy: 'Orphan' };
    expect(await told('DELETE', asSent(options.asSent))).toEqual({
      ...said,
      kind: 'DeleteOptions',
      apiVersion: 'meta.k8s.io/v1',
    });
  });
});
