import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('validation');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;
const strict = { query: { fieldValidation: 'Strict' } };

describe('fieldValidation', () => {
  const misspelt = (): Json => suite.widget(suite.name(), { spec: { size: 1, sise: 2 } });

  it('warns of unknown fields by default, and prunes them', async () => {
    const { status, headers, body } = await suite.api.post(path(), misspelt());
    expect(status).toBe(201);
    expect(headers.get('warning')).toContain('299 - "unknown field \\"spec.sise\\""');
    expect(body.spec).not.toHaveProperty('sise');
  });

  it('is silent when told to ignore', async () => {
    const { status, headers } = await suite.api.post(path(), misspelt(), { query: { fieldValidation: 'Ignore' } });
    expect({ status, warning: headers.get('warning') }).toEqual({ status: 201, warning: null });
  });

  it('refuses unknown fields when strict', async () => {
    const response = await suite.api.post(path(), misspelt(), strict);
    expectFailure(response, { code: 400, reason: 'BadRequest' });
    expect(response.body.message).toContain('strict decoding error: unknown field "spec.sise"');
  });

  it('refuses duplicate fields when strict', async () => {
    const name = suite.name();
    const text = `{"apiVersion":"${suite.apiVersion}","kind":"Widget","metadata":{"name":"${name}"},"spec":{"size":1,"size":2}}`;
    const response = await suite.api.post(path(), text, strict);
    expectFailure(response, { code: 400, reason: 'BadRequest' });
    expect(response.body.message).toContain('duplicate field "spec.size"');
  });

  it('refuses unknown fields of a patch when strict', async () => {
    const name = suite.name();
    await suite.created(path(), suite.widget(name, { spec: { size: 1 } }));
    const response = await suite.api.patch('merge', path(name), { spec: { sise: 2 } }, strict);
    expect(response.status).toBe(422);
    expect(response.body.message).toContain('unknown field "spec.sise"');
  });

  it('refuses fields an apply cannot place, strict or not', async () => {
    const name = suite.name();
    const { status } = await suite.api.apply('a', path(name), suite.widget(name, { spec: { sise: 1 } }));
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it('knows only three words', async () => {
    const { status } = await suite.api.post(path(), misspelt(), { query: { fieldValidation: 'Perhaps' } });
    expect([400, 422]).toContain(status);
  });
});

describe('dry run', () => {
  const dry = { query: { dryRun: 'All' } };

  it('answers a create as if it had happened', async () => {
    const name = suite.name();
    const { status, body } = await suite.api.post(path(), suite.widget(name, { spec: { size: 1 } }), dry);
    expect({ status, spec: body.spec }).toMatchObject({ status: 201, spec: { size: 1, mode: 'safe' } });
    expect((await suite.api.get(path(name))).status).toBe(404);
  });

  it('writes nothing on update, patch, apply and delete', async () => {
    const name = suite.name();
    const created = await suite.created(path(), suite.widget(name, { spec: { size: 1 } }));
    const answers = [
      await suite.api.put(path(name), { ...created, spec: { size: 2 } }, dry),
      await suite.api.patch('merge', path(name), { spec: { size: 2 } }, dry),
      await suite.api.apply('a', path(name), suite.widget(name, { spec: { size: 2 } }), { ...dry, force: true }),
      await suite.api.delete(path(name), undefined, dry),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.slice(0, 3).map(({ body }) => body.spec.size)).toEqual([2, 2, 2]);
    expect((await suite.api.get(path(name))).body).toEqual(created);
  });

  it('may be asked for by the body of a delete', async () => {
    const name = suite.name();
    await suite.created(path(), suite.widget(name));
    expect((await suite.api.delete(path(name), { dryRun: ['All'] })).status).toBe(200);
    expect((await suite.api.get(path(name))).status).toBe(200);
  });

  it('leaves a scale as it is', async () => {
    const name = suite.name();
    await suite.created(path(), suite.widget(name, { spec: { replicas: 2 } }));
    const { body } = await suite.api.patch('merge', `${path(name)}/scale`, { spec: { replicas: 5 } }, dry);
    expect(body.spec.replicas).toBe(5);
    expect((await suite.api.get(path(name))).body.spec.replicas).toBe(2);
  });

  it('refuses what would be refused', async () => {
    const response = await suite.api.post(path(), suite.widget('a', { spec: { size: 0 } }), dry);
    expectFailure(response, { code: 422, reason: 'Invalid' });
  });

  it('knows one word', async () => {
    const response = await suite.api.post(path(), suite.widget('a'), { query: { dryRun: 'Some' } });
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueNotSupported dryRun'] });
  });
});

describe('schemas', () => {
  it.each<{ does: string; spec: Json; cause: string }>([
    { does: 'a wrong type', spec: { size: 'x' }, cause: 'FieldValueTypeInvalid spec.size' },
    { does: 'too small a number', spec: { size: 0 }, cause: 'FieldValueInvalid spec.size' },
    { does: 'too large a number', spec: { size: 101 }, cause: 'FieldValueInvalid spec.size' },
    { does: 'a value out of an enum', spec: { mode: 'slow' }, cause: 'FieldValueNotSupported spec.mode' },
    { does: 'a text that does not match', spec: { name: 'ABC' }, cause: 'FieldValueInvalid spec.name' },
    { does: 'a text that is too long', spec: { name: 'abcdefghi' }, cause: 'FieldValueTooLong spec.name' },
    { does: 'a missing field', spec: { storage: {} }, cause: 'FieldValueRequired spec.storage.size' },
    { does: 'a duplicate in a set', spec: { hosts: ['a', 'a'] }, cause: 'FieldValueDuplicate spec.hosts[1]' },
    {
      does: 'a duplicate key in a list',
      spec: { ports: [{ port: 1 }, { port: 1 }] },
      cause: 'FieldValueDuplicate spec.ports[1]',
    },
    { does: 'what a rule forbids', spec: { window: { min: 2, max: 1 } }, cause: 'FieldValueInvalid spec.window' },
    {
      does: 'a number for a number or text that is neither',
      spec: { storage: { size: true } },
      cause: 'FieldValueTypeInvalid spec.storage.size',
    },
  ])('refuse $does', async ({ spec, cause }) => {
    const response = await suite.api.post(path(), suite.widget('refused', { spec }));
    expectFailure(response, { code: 422, reason: 'Invalid', causes: [cause] });
    expect(response.body.details).toMatchObject({ name: 'refused', group: suite.group, kind: 'Widget' });
  });

  it('refuse an integer of more than 64 bits', async () => {
    const response = await suite.api.post(path(), suite.widget('refused', { spec: { replicas: 1e21 } }));
    expectFailure(response, { code: 422, reason: 'Invalid' });
    const [cause] = response.body.details.causes;
    expect(cause).toMatchObject({ reason: 'FieldValueTypeInvalid', field: 'spec.replicas' });
  });

  it('report everything that is wrong at once', async () => {
    const response = await suite.api.post(path(), suite.widget('refused', { spec: { size: 0, mode: 'slow' } }));
    expectFailure(response, {
      code: 422,
      reason: 'Invalid',
      causes: ['FieldValueInvalid spec.size', 'FieldValueNotSupported spec.mode'],
    });
  });

  it('say what a rule says', async () => {
    const response = await suite.api.post(path(), suite.widget('refused', { spec: { window: { min: 2, max: 1 } } }));
    expect(response.body.message).toContain('min must not exceed max');
  });

  it('prune, default and keep what they say to keep', async () => {
    const spec = {
      storage: { size: '1Gi', unknown: 1 },
      config: { anything: { goes: [1] } },
      unknown: 1,
      note: null,
      ports: [{ port: 80 }],
    };
    const body = await suite.created(path(), suite.widget(suite.name(), { spec }));
    expect(body.spec).toEqual({
      replicas: 1,
      mode: 'safe',
      storage: { size: '1Gi', className: 'standard' },
      config: { anything: { goes: [1] } },
      note: null,
      ports: [{ port: 80, protocol: 'TCP' }],
    });
  });

  it('default no fields of a parent that is absent', async () => {
    const body = await suite.created(path(), suite.widget(suite.name()));
    expect(body).not.toHaveProperty('spec');
  });

  it('replace a null that may not be one by its default', async () => {
    const body = await suite.created(path(), suite.widget(suite.name(), { spec: { mode: null } }));
    expect(body.spec.mode).toBe('safe');
  });

  it('take a number or a text where both may be', async () => {
    for (const size of [1, '1Gi']) {
      const body = await suite.created(path(), suite.widget(suite.name(), { spec: { storage: { size } } }));
      expect(body.spec.storage.size).toBe(size);
    }
  });

  it('judge a change by rules of transition', async () => {
    const name = suite.name();
    const created = await suite.created(path(), suite.widget(name, { spec: { immutable: 'x' } }));
    const response = await suite.api.put(path(name), { ...created, spec: { ...created.spec, immutable: 'y' } });
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueForbidden spec.immutable'] });
    const { status } = await suite.api.put(path(name), { ...created, spec: { ...created.spec, size: 5 } });
    expect(status).toBe(200);
  });
});
