import { aKubeError } from '../../../test/builders/kube-error.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { silentLogger } from '../../kube/logger.js';
import { ProblemError } from '../../domain/problem.js';
import { withinRequest } from '../request-scope.js';
import type { AuditRecord } from './audit-record.js';
import { AuditTrail } from './audit-trail.js';
import { audited, nameIn } from './audited.js';
import { Signer } from './signer.js';

const ann = { username: 'ann', groups: ['red'], uid: 'u1' };
const ORIGIN = { requestId: 'r1', via: 'REST', address: '10.0.0.1', userAgent: 'curl' } as const;
const ABOUT = { verb: 'patch', resource: 'databaseclusters', namespace: 'red', name: 'orders' } as const;

describe('the audit trail', () => {
  let records: AuditRecord[];
  let clock: ManualClock;
  let trail: AuditTrail;

  beforeEach(() => {
    [records, clock] = [[], new ManualClock()];
    trail = new AuditTrail({ append: (record) => void records.push(record as AuditRecord) }, clock);
  });

  it('tells who did what to what, from where, when, for how long and what changed', async () => {
    const time = clock.now().toISOString();
    const object = { metadata: { name: 'orders', namespace: 'red', uid: 'c1' } };
    const changes = [{ path: '/spec/clusterSize', before: 1, after: 3 }];
    const work = async (): Promise<object> => (clock.jump(42), object);
    const done = withinRequest(ORIGIN, () => trail.record(ann, ABOUT, work, () => ({ object, changes })));
    expect(await done).toBe(object);
    expect(records).toEqual([
      {
        kind: 'Audit',
        time,
        ...ORIGIN,
        user: 'ann',
        groups: ['red'],
        ...ABOUT,
        uid: 'c1',
        outcome: 'Succeeded',
        changes,
        durationMs: 42,
      },
    ]);
  });

  it.each([
    { error: new ProblemError('forbidden', 'No.'), outcome: 'Refused', code: 'forbidden' },
    { error: new ProblemError('unavailable', 'Away.'), outcome: 'Failed', code: 'unavailable' },
    { error: aKubeError('AlreadyExists'), outcome: 'Refused', code: 'name_taken' },
    { error: aKubeError('ServiceUnavailable'), outcome: 'Failed', code: 'unavailable' },
    { error: new TypeError('x'), outcome: 'Failed', code: 'internal_error' },
  ])('tells what was not done ($code), and lets the caller hear of it', async ({ error, outcome, code }) => {
    const work = (): Promise<never> => Promise.reject(error);
    await expect(trail.record(ann, ABOUT, work, () => ({}))).rejects.toBe(error);
    expect(records).toMatchObject([{ user: 'ann', name: 'orders', outcome, code }]);
    expect(JSON.stringify(records)).not.toContain(error.message);
  });

  it('keeps requests apart that are worked on at once', async () => {
    const after = Promise.withResolvers<void>();
    const ask = (requestId: string): Promise<void> =>
      withinRequest({ ...ORIGIN, requestId }, () =>
        trail.record(
          ann,
          ABOUT,
          () => after.promise,
          () => ({}),
        ),
      );
    const both = [ask('one'), ask('two')];
    after.resolve();
    await Promise.all(both);
    expect(records.map(({ requestId }) => requestId).sort()).toEqual(['one', 'two']);
  });

  it('follows the use cases that have rules, and leaves the others alone', async () => {
    class Kitchen {
      #dishes = 0;
      async cook(_caller: object, dish: string): Promise<number> {
        return dish === 'soup' ? (this.#dishes += 1) : Promise.reject(new ProblemError('invalid_spec', 'No.'));
      }
      async count(_caller: object): Promise<number> {
        return this.#dishes;
      }
    }
    const about = (dish: string): object => ({ name: dish });
    const rules = { cook: { verb: 'create', about, result: () => ({ replayed: true }) } } as const;
    const signer = new Signer(new ScriptedKubeClient(), silentLogger);
    const kitchen = audited(new Kitchen(), { trail, signer, resource: 'dishes', rules });
    expect(await kitchen.cook(ann, 'soup')).toBe(1);
    await expect(kitchen.cook(ann, 'stone')).rejects.toMatchObject({ code: 'invalid_spec' });
    expect(await kitchen.count(ann)).toBe(1);
    expect(records).toMatchObject([
      { verb: 'create', resource: 'dishes', name: 'soup', outcome: 'Succeeded', replayed: true },
      { verb: 'create', resource: 'dishes', name: 'stone', outcome: 'Refused' },
    ]);
  });

  it.each([
    [{ metadata: { name: 'orders' } }, 'orders'],
    [{ metadata: { name: 'x'.repeat(1000) } }, 'x'.repeat(253)],
    [{ metadata: { name: { a: 1 } } }, undefined],
    [{ metadata: null }, undefined],
    ['text', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('takes the name out of %j, right or wrong', (body, name) => {
    expect(nameIn(body)).toBe(name);
  });
});
