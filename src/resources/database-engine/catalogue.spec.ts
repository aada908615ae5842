import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { judgeParameterValue } from '../../domain/validation/parameter-value.js';
import { compareVersions } from '../../domain/version.js';
import type { DatabaseEngine, EngineParameter } from './index.js';

const FOLDER = path.join(import.meta.dirname, '../../../catalogue');

const tagOf = (image: string): string => image.slice(image.lastIndexOf(':') + 1);

describe.each(readdirSync(FOLDER))('the catalogue entry in %s', (file) => {
  let spec: DatabaseEngine['spec'];

  beforeAll(async () => {
    spec = (parse(await readFile(path.join(FOLDER, file), 'utf8')) as DatabaseEngine).spec;
  });

  it('leads upgrades only forward, and to versions that it lists', () => {
    const listed = spec.versions.map(({ version }) => version);
    const wrong = spec.versions.flatMap(({ version, upgradesTo = [] }) =>
      upgradesTo
        .filter((target) => !listed.includes(target) || compareVersions(target, version) <= 0)
        .map((target) => `${version} to ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves no listed version without a way to the newest, in one step or several', () => {
    const newest = spec.versions
      .map(({ version }) => version)
      .sort(compareVersions)
      .at(-1)!;
    const leadsThere = (from: string): boolean =>
      from === newest || (spec.versions.find(({ version }) => version === from)?.upgradesTo?.some(leadsThere) ?? false);
    expect(spec.versions.map(({ version }) => version).filter((version) => !leadsThere(version))).toEqual([]);
  });

  it('runs the very version that it lists', () => {
    const tells = (tag: string, version: string): boolean => tag === version || tag.split('-').includes(version);
    const mislabelled = spec.versions.filter(({ version, image }) => !tells(tagOf(image), version));
    expect(mislabelled).toEqual([]);
  });

  it('accepts the defaults that it names, and describes each parameter', () => {
    const parameters: EngineParameter[] = [
      ...(spec.parameters ?? []),
      ...(spec.proxies ?? []).flatMap((proxy) => proxy.parameters ?? []),
    ];
    const wrong = parameters.filter(
      (parameter) =>
        !parameter.description ||
        (parameter.default !== undefined && judgeParameterValue(parameter, parameter.default) !== undefined),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
