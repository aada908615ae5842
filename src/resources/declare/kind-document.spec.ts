import type { ResourceType } from '../../kube/meta/index.js';
import { Kind, Shape } from './class-decorators.js';
import { defineEnum } from './enumeration.js';
import {
  BooleanField,
  EnumField,
  IntField,
  ListField,
  MapField,
  ObjectField,
  QuantityField,
  StringField,
} from './field-decorators.js';
import { text } from './item-types.js';
import { renderKindDocument } from './kind-document.js';

const CAT_COLOUR = defineEnum('DocCatColour', 'What a cat looks like.', {
  Black: 'Not seen at night.',
  BlackWhite: 'Seen half.',
});

@Shape({ name: 'DocKitten', description: 'A small cat.' })
class Kitten {
  @StringField({ description: 'What it is called.', minLength: 1, maxLength: 8, pattern: '^(a|b)$' })
  name!: string;

  @EnumField(CAT_COLOUR, { description: 'Its coat.', default: 'Black' })
  colour?: string;
}

@Shape({
  name: 'DocCatSpec',
  description: 'A wanted cat.',
  rules: [{ rule: 'self.lives > 0', message: 'must be alive', fieldPath: '.lives' }],
})
class CatSpec {
  @IntField({ description: 'How often it may fall.', min: 0, max: 9, immutable: 'fate' })
  lives!: number;

  @QuantityField({ description: 'Food a day.', optional: true, growOnly: true })
  food?: string;

  @ListField(() => Kitten, { description: 'Its young.', optional: true, mapKeys: ['name'], maxItems: 12 })
  kittens?: Kitten[];

  @ListField(text({ maxLength: 16 }), {
    description: 'Where it sleeps.',
    optional: true,
    set: true,
    minItems: 1,
    maxItems: 4,
    itemRules: [{ rule: "self != 'bed'", message: 'must not be the bed' }],
  })
  places?: string[];

  @MapField({ description: 'Its collar.', optional: true, maxProperties: 2, maxKeyLength: 5, maxValueLength: 6 })
  collar?: Record<string, string>;
}

@Shape({ name: 'DocCatStatus', description: 'A cat.' })
class CatStatus {
  @BooleanField({ description: 'It sleeps.' })
  asleep!: boolean;

  @IntField({ description: 'Steps.', optional: true, nullable: true, min: 0, max: Number.MAX_SAFE_INTEGER })
  steps?: number | null;
}

const TYPE: ResourceType = { group: 'pets.test', version: 'v1', kind: 'DocCat', plural: 'doccats', namespaced: true };

@Kind({
  type: TYPE,
  description: 'A cat for a house.',
  shortNames: ['dc'],
  categories: [],
  columns: [{ name: 'Lives', type: 'integer', jsonPath: '.spec.lives', description: 'Left.', wide: true }],
})
class Cat {
  @ObjectField(() => CatSpec, { description: 'Wanted.' })
  spec!: CatSpec;

  @ObjectField(() => CatStatus, { description: 'Seen.', optional: true })
  status?: CatStatus;
}

describe('the document of a kind', () => {
  const lines = renderKindDocument(Cat).split('\n');

  it.each([
    [
      'bounds of a number and why it is fixed',
      '| `spec.lives` | integer |  | required; 0 to 9; immutable: fate | How often it may fall. |',
    ],
    ['that a quantity only grows', '| `spec.food` | quantity |  | above zero; can only grow | Food a day. |'],
    [
      'by what the items of a list differ',
      '| `spec.kittens` | list of objects |  | at most 12 items; one for each `name` | Its young. |',
    ],
    [
      'fields of items, with the bars of a pattern kept in their cell',
      '| `spec.kittens[].name` | string |  | required; 1 to 8 characters; matches `^(a\\|b)$` | What it is called. |',
    ],
    [
      'the default and the values of an enum',
      '| `spec.kittens[].colour` | enum | `"Black"` | one of `Black`, `BlackWhite` | Its coat. |',
    ],
    [
      'limits of scalar items',
      '| `spec.places` | list of strings |  | 1 to 4 items; no item twice; each at most 16 characters | Where it sleeps. |',
    ],
    [
      'limits of a map',
      '| `spec.collar` | map of strings |  | at most 2 entries; keys of at most 5 characters; values of at most 6 characters | Its collar. |',
    ],
    [
      'that null is a value, and no bound where there is none',
      '| `status.steps` | integer |  | may be null; 0 or more | Steps. |',
    ],
    ['rules across fields at the field they blame', '| `spec.lives` | must be alive |'],
    ['rules of items', '| `spec.places[]` | must not be the bed |'],
    ['what a value means, and its name in GraphQL', '| `BlackWhite` | `BLACK_WHITE` | Seen half. |'],
    ['the columns of kubectl', '| Lives (`-o wide`) | `spec.lives` | Left. |'],
  ])('tells %s', (_what, line) => {
    expect(lines).toContain(line);
  });

  it('leads to the prose', () => {
    expect(lines.join('\n')).toContain('[DocCat](../doccat.md)');
  });
});
