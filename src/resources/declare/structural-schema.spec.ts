import {
  BooleanField,
  defineEnum,
  EnumField,
  IntField,
  integer,
  ListField,
  MapField,
  NumberField,
  ObjectField,
  QuantityField,
  Shape,
  StringField,
  structuralSchemaOf,
  text,
  TimeField,
} from './index.js';

const COLOUR = defineEnum('SpecColour', 'A colour.', { Red: 'As blood.', DarkBlue: 'As night.' });

@Shape({ description: 'A part.' })
class Part {
  @StringField({ description: 'Its name.', maxLength: 8 })
  name!: string;
}

@Shape({ description: 'All there is.', rules: [{ rule: 'self.a == self.b', message: 'a is b' }] })
class Everything {
  @StringField({ description: 'Text.', maxLength: 9, minLength: 1, pattern: '^a', example: 'ab' })
  string!: string;

  @EnumField(COLOUR, { description: 'A colour.', default: 'Red' })
  enum?: string;

  @IntField({ description: 'Small.', min: 1, max: 99 })
  int32!: number;

  @IntField({ description: 'Large.', min: 0, max: Number.MAX_SAFE_INTEGER, optional: true, nullable: true })
  int64?: number | null;

  @NumberField({ description: 'A number.', min: 0, max: 1, optional: true })
  number?: number;

  @BooleanField({ description: 'Yes or no.', default: false })
  boolean?: boolean;

  @TimeField({ description: 'When.', optional: true })
  time?: string;

  @QuantityField({ description: 'How much.', growOnly: true })
  quantity!: string;

  @MapField({ description: 'Labels.', optional: true, maxProperties: 4, maxKeyLength: 7, maxValueLength: 5 })
  map?: Record<string, string>;

  @ListField(() => Part, { description: 'Parts.', optional: true, maxItems: 3, mapKeys: ['name'] })
  mapList?: Part[];

  @ListField(text({ maxLength: 5 }), {
    description: 'Words.',
    optional: true,
    set: true,
    maxItems: 3,
    itemRules: [{ rule: 'self != "x"', message: 'not x' }],
  })
  setList?: string[];

  @ListField(integer({ min: 1, max: 5 }), { description: 'Numbers.', optional: true, minItems: 1, maxItems: 3 })
  list?: number[];

  @ObjectField(() => Part, { description: 'The part.', immutable: 'make another' })
  required!: Part;

  @StringField({ description: 'Fixed.', maxLength: 5, optional: true, immutable: 'make another' })
  fixed?: string;
}

const PART = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', description: 'Its name.', maxLength: 8 } },
};

describe('structuralSchemaOf', () => {
  const schema = structuralSchemaOf(Everything);

  it.each([
    ['string', { type: 'string', description: 'Text.', maxLength: 9, minLength: 1, pattern: '^a', example: 'ab' }],
    ['enum', { type: 'string', description: 'A colour.', enum: ['Red', 'DarkBlue'], default: 'Red' }],
    ['int32', { type: 'integer', description: 'Small.', format: 'int32', minimum: 1, maximum: 99 }],
    [
      'int64',
      {
        type: 'integer',
        description: 'Large.',
        format: 'int64',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        nullable: true,
      },
    ],
    ['number', { type: 'number', description: 'A number.', format: 'double', minimum: 0, maximum: 1 }],
    ['boolean', { type: 'boolean', description: 'Yes or no.', default: false }],
    ['time', { type: 'string', description: 'When.', format: 'date-time' }],
    [
      'map',
      {
        type: 'object',
        description: 'Labels.',
        maxProperties: 4,
        additionalProperties: { type: 'string', maxLength: 5 },
        'x-kubernetes-validations': [
          { rule: 'self.all(key, size(key) <= 7)', message: 'keys have at most 7 characters' },
        ],
      },
    ],
    [
      'mapList',
      {
        type: 'array',
        description: 'Parts.',
        maxItems: 3,
        items: { ...PART, description: 'A part.' },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      },
    ],
    [
      'setList',
      {
        type: 'array',
        description: 'Words.',
        maxItems: 3,
        items: {
          type: 'string',
          maxLength: 5,
          'x-kubernetes-validations': [{ rule: 'self != "x"', message: 'not x' }],
        },
        'x-kubernetes-list-type': 'set',
      },
    ],
    [
      'list',
      {
        type: 'array',
        description: 'Numbers.',
        minItems: 1,
        maxItems: 3,
        items: { type: 'integer', format: 'int32', minimum: 1, maximum: 5 },
        'x-kubernetes-list-type': 'atomic',
      },
    ],
    [
      'required',
      {
        ...PART,
        description: 'The part. Cannot be changed after creation.',
        'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is immutable: make another' }],
      },
    ],
    ['fixed', { type: 'string', description: 'Fixed. Cannot be changed after creation.', maxLength: 5 }],
  ])('renders the field %s', (field, expected) => {
    expect(schema.properties?.[field]).toEqual(expected);
  });

  it('makes a quantity positive, and growing where asked', () => {
    const rules = schema.properties?.['quantity']?.['x-kubernetes-validations']?.map(({ message }) => message);
    expect(rules).toEqual(['must be a quantity above zero, such as 500m, 2Gi or 10', 'can only grow']);
  });

  it('requires what has neither a default nor the word optional', () => {
    expect(schema.required).toEqual(['string', 'int32', 'quantity', 'required']);
  });

  it('judges an optional immutable field where its coming and going can be seen, before the rules of the shape', () => {
    expect(schema['x-kubernetes-validations']).toEqual([
      {
        rule: 'has(self.fixed) == has(oldSelf.fixed) && (!has(self.fixed) || self.fixed == oldSelf.fixed)',
        message: 'is immutable: make another',
        fieldPath: '.fixed',
      },
      { rule: 'self.a == self.b', message: 'a is b' },
    ]);
  });

  it('refuses a class that declares nothing', () => {
    expect(() => structuralSchemaOf(class Plain {})).toThrow(TypeError);
  });
});
