import {
  BooleanField,
  EnumField,
  IntField,
  integer,
  ListField,
  NumberField,
  ObjectField,
  Shape,
  StringField,
  text,
} from '../declare/index.js';
import { PARAMETER_TYPE, VERSION_STATUS } from './enums.js';

export type VersionStatus = 'Recommended' | 'Available' | 'Deprecated';
export type ParameterType = 'Integer' | 'Number' | 'Boolean' | 'String' | 'Enum' | 'Size' | 'Duration';

const VERSION = { minLength: 1, maxLength: 32, pattern: '^[0-9]+(\\.[0-9A-Za-z-]+)*$' } as const;
const IMAGE = { minLength: 1, maxLength: 512 } as const;
const TYPE_NAME = { minLength: 1, maxLength: 63, pattern: '^[a-z][a-z0-9-]*$' } as const;

@Shape({ description: 'A version that databases of this engine may run.' })
export class EngineVersion {
  @StringField({ description: 'Exact: never a line such as `17`.', ...VERSION, example: '17.6' })
  version!: string;

  @StringField({
    description: 'Container image of the members.',
    ...IMAGE,
    example: 'ghcr.io/cloudnative-pg/postgresql:17.6-system-trixie',
  })
  image!: string;

  @StringField({
    description: 'Container image of what takes backups, where it is another than that of the members.',
    optional: true,
    ...IMAGE,
    example: 'percona/percona-xtrabackup:8.4.0-5.1',
  })
  backupImage?: string;

  @EnumField(VERSION_STATUS, { description: 'What the catalogue thinks of it.' })
  status!: VersionStatus;

  @ListField(text(VERSION), {
    description: 'Exact versions that a database of this version may be moved to; none when absent.',
    optional: true,
    set: true,
    maxItems: 128,
  })
  upgradesTo?: string[];
}

@Shape({
  description: 'How many data members make sense.',
  rules: [
    { rule: 'self.recommended >= self.minimum', message: 'must not be below minimum', fieldPath: '.recommended' },
    {
      rule: '!has(self.maximum) || self.maximum >= self.recommended',
      message: 'must not be below recommended',
      fieldPath: '.maximum',
    },
  ],
})
export class EngineSizes {
  @IntField({ description: 'The size for a database that matters.', min: 1, max: 99, example: 3 })
  recommended!: number;

  @IntField({ description: 'The least size that works at all.', min: 1, max: 99, example: 1 })
  minimum!: number;

  @IntField({ description: 'The largest size that the engine supports.', optional: true, min: 1, max: 99 })
  maximum?: number;

  @ListField(integer({ min: 1, max: 99 }), {
    description:
      'Sizes that the engine calls unsafe, such as those that lose their quorum with one member; they need `allowUnsafeTopology`.',
    optional: true,
    set: true,
    maxItems: 99,
  })
  unsafe?: number[];
}

@Shape({
  description: 'A setting of the engine: what it takes and what a change costs.',
  rules: [
    {
      rule: "self.type == 'Enum' ? has(self.allowed) && size(self.allowed) > 0 : !has(self.allowed)",
      message: 'lists the values of type Enum, and only of that type',
      fieldPath: '.allowed',
    },
    {
      rule: "!(has(self.minimum) || has(self.maximum)) || !(self.type in ['Boolean', 'String', 'Enum'])",
      message: 'has no minimum and no maximum: only numbers, sizes and durations have them',
      fieldPath: '.type',
    },
    {
      rule: '!has(self.minimum) || !has(self.maximum) || self.minimum <= self.maximum',
      message: 'must not be below minimum',
      fieldPath: '.maximum',
    },
  ],
})
export class EngineParameter {
  @StringField({ description: "The engine's name for it.", minLength: 1, maxLength: 128, example: 'max_connections' })
  name!: string;

  @EnumField(PARAMETER_TYPE, { description: 'How its text is read.' })
  type!: ParameterType;

  @NumberField({
    description: 'The least value; of a Size or Duration in the unit that the engine gives a bare number.',
    optional: true,
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
  })
  minimum?: number;

  @NumberField({
    description: 'The largest value, in the unit of `minimum`.',
    optional: true,
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
  })
  maximum?: number;

  @ListField(text({ minLength: 1, maxLength: 128 }), {
    description: 'The values of an Enum.',
    optional: true,
    set: true,
    maxItems: 64,
  })
  allowed?: string[];

  @StringField({ description: 'What holds when nobody sets it.', optional: true, maxLength: 256 })
  default?: string;

  @StringField({ description: 'What it does, in a sentence.', optional: true, maxLength: 1024 })
  description?: string;

  @BooleanField({ description: 'A change restarts members.' })
  restart!: boolean;

  @ListField(text({ minLength: 1, maxLength: 16 }), {
    description: 'Lines (`17`) that know it; all when absent.',
    optional: true,
    set: true,
    maxItems: 32,
  })
  lines?: string[];
}

@Shape({ description: 'A proxy that the engine offers.' })
export class EngineProxy {
  @StringField({ description: 'What `spec.proxy.type` of a database says.', ...TYPE_NAME, example: 'pgbouncer' })
  type!: string;

  @StringField({ description: "Container image; the operator's default when absent.", optional: true, ...IMAGE })
  image?: string;

  @IntField({ description: 'Proxy pods when a database does not say how many.', min: 1, max: 99 })
  defaultSize!: number;

  @ListField(() => EngineParameter, {
    description: 'Settings that a database may give; no other is accepted.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 128,
  })
  parameters?: EngineParameter[];
}

@Shape({
  description: 'A catalogue entry: what databases of one engine may be.',
  rules: [
    {
      rule: 'self.versions.exists(entry, entry.version == self.defaultVersion)',
      message: 'must be one of versions',
      fieldPath: '.defaultVersion',
    },
  ],
})
export class DatabaseEngineSpec {
  @StringField({ description: 'Name for people.', minLength: 1, maxLength: 63, example: 'PostgreSQL' })
  displayName!: string;

  @StringField({ description: 'Exact version of a database that names none.', ...VERSION, example: '17.6' })
  defaultVersion!: string;

  @ObjectField(() => EngineSizes, { description: 'How many data members make sense.' })
  sizes!: EngineSizes;

  @ListField(() => EngineVersion, {
    description: 'Versions that can be asked for.',
    mapKeys: ['version'],
    minItems: 1,
    maxItems: 128,
  })
  versions!: EngineVersion[];

  @ListField(() => EngineParameter, {
    description: 'Settings that are checked before they reach the engine.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 512,
  })
  parameters?: EngineParameter[];

  @BooleanField({
    description: 'Settings that `parameters` does not name are passed on unchecked rather than refused.',
    default: false,
  })
  allowUnlistedParameters?: boolean;

  @ListField(() => EngineProxy, {
    description: 'Proxies that can be asked for.',
    optional: true,
    mapKeys: ['type'],
    maxItems: 8,
  })
  proxies?: EngineProxy[];
}
