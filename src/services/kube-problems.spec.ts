import { aKubeError } from '../../test/builders/kube-error.js';
import { KubeError } from '../kube/client/index.js';
import type { StatusReason } from '../kube/meta/index.js';
import { asProblems, pointerOfField, problemOf } from './kube-problems.js';

describe('problemOf', () => {
  it.each<[StatusReason, string]>([
    ['NotFound', 'not_found'],
    ['AlreadyExists', 'name_taken'],
    ['Conflict', 'conflict'],
    ['Expired', 'conflict'],
    ['Invalid', 'invalid_spec'],
    ['BadRequest', 'invalid_spec'],
    ['RequestEntityTooLarge', 'payload_too_large'],
    ['TooManyRequests', 'rate_limited'],
  ])('passes %s on as %s, in the words of the server', (reason, code) => {
    const error = aKubeError(reason, { message: 'in its words', retryAfterSeconds: 3 });
    expect(problemOf(error)).toMatchObject({ code, message: 'in its words', retryAfterSeconds: 3, cause: error });
  });

  it.each<StatusReason>(['InternalError', 'ServiceUnavailable', 'Timeout', 'Unauthorized', 'Gone', 'MethodNotAllowed'])(
    'keeps to itself why the server does not answer: %s',
    (reason) => {
      const problem = problemOf(aKubeError(reason, { message: 'etcd at 10.0.0.1 is away' }));
      expect(problem).toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
      expect(problem.message).not.toContain('etcd');
    },
  );

  it('says the same of a server that was not reached', () => {
    expect(problemOf(new KubeError(0, '', 'ECONNREFUSED 10.0.0.1')).message).not.toContain('10.0.0.1');
  });

  it.each([
    ["ValidatingAdmissionPolicy 'x' with binding 'y' denied request: protected", 'forbidden'],
    ['admission webhook "x.y" denied the request: no', 'forbidden'],
    ['unable to create new content in namespace a because it is being terminated', 'forbidden'],
    ['User "system:serviceaccount:dbaas" cannot patch resource "databaseclusters"', 'internal_error'],
  ])('asks of a Forbidden whom it concerns: %s', (message, code) => {
    const problem = problemOf(aKubeError('Forbidden', { message }));
    expect(problem.code).toBe(code);
    expect(problem.message === message).toBe(code === 'forbidden');
  });

  it('names each field that the server names', () => {
    const causes = [
      { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.storage.size' },
      { reason: 'SomethingNew', message: 'no', field: 'spec.config[0].value' },
      { reason: 'FieldValueTypeInvalid' },
    ];
    expect(problemOf(aKubeError('Invalid', { causes })).fields).toEqual([
      { pointer: '/spec/storage/size', code: 'required', message: 'Required value' },
      { pointer: '/spec/config/0/value', code: 'invalid', message: 'no' },
    ]);
  });
});

describe('pointerOfField', () => {
  it.each([
    ['spec.config[0].value', '/spec/config/0/value'],
    ['.spec.size', '/spec/size'],
    ['metadata.annotations[example.com/a.b~c]', '/metadata/annotations/example.com~1a.b~0c'],
    ['spec.list[0][1]', '/spec/list/0/1'],
    ['spec.map[a.b].c', '/spec/map/a.b/c'],
    ['<nil>', ''],
    ['', ''],
  ])('of %s is %s', (field, pointer) => {
    expect(pointerOfField(field)).toBe(pointer);
  });
});

describe('asProblems', () => {
  it('hands over what came of the work', async () => {
    expect(await asProblems(async () => 1)).toBe(1);
  });

  it('translates refusals of the server, and nothing else', async () => {
    await expect(asProblems(() => Promise.reject(aKubeError('NotFound')))).rejects.toMatchObject({ code: 'not_found' });
    const bug = new TypeError('a mistake');
    await expect(asProblems(() => Promise.reject(bug))).rejects.toBe(bug);
  });
});
