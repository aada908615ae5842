import type { ValidationRule } from '../../kube/schema/index.js';
import type { EnumType, FieldDeclaration, FieldType, ShapeClass, ShapeReference } from './field-declaration.js';
import { shapeOf } from './shape-registry.js';

/** A field and where a writer finds it: `spec.storage.size`, and `[]` for the items of a list. */
export interface DocumentedField {
  readonly path: string;
  readonly field: FieldDeclaration;
}

/** A rule across fields, with the field that it blames. */
export interface DocumentedRule {
  readonly path: string;
  readonly message: string;
}

/** Every field of a shape, nested ones right after their parent. */
export function listFields(shape: ShapeClass, at: string): DocumentedField[] {
  return shapeOf(shape).fields.flatMap((field) => {
    const path = joinPath(at, field.name);
    const nested = nestedShape(field.type);
    const below = nested ? listFields(nested(), path + itemMark(field.type)) : [];
    return [{ path, field }, ...below];
  });
}

/** Every rule that the declarations spell out; bounds of a single field and changes are told with the field. */
export function listRules(shape: ShapeClass, at: string): DocumentedRule[] {
  const { fields, rules } = shapeOf(shape);
  const own = rules.map(({ fieldPath = '', ...rule }) => ({ path: at + fieldPath, message: messageOf(rule) }));
  return [...own, ...fields.flatMap((field) => listRulesOfField(field, joinPath(at, field.name)))];
}

function listRulesOfField({ type, rules }: FieldDeclaration, path: string): DocumentedRule[] {
  const itemPath = path + itemMark(type);
  const itemRules = type.kind === 'list' ? (type.itemRules ?? []) : [];
  const nested = nestedShape(type);
  return [
    ...rules.map((rule) => ({ path, message: messageOf(rule) })),
    ...itemRules.map((rule) => ({ path: itemPath, message: messageOf(rule) })),
    ...(nested ? listRules(nested(), itemPath) : []),
  ];
}

/** The enumeration behind a field, or behind the items of a list. */
export function enumerationOf(type: FieldType): EnumType['enumeration'] | undefined {
  const item = type.kind === 'list' ? type.items : type;
  return item.kind === 'enum' ? item.enumeration : undefined;
}

function nestedShape(type: FieldType): ShapeReference | undefined {
  const item = type.kind === 'list' ? type.items : type;
  return item.kind === 'object' ? item.shape : undefined;
}

const joinPath = (at: string, name: string): string => (at ? `${at}.${name}` : name);
const itemMark = (type: FieldType): string => (type.kind === 'list' ? '[]' : '');
const messageOf = ({ message, rule }: Omit<ValidationRule, 'fieldPath'>): string => message ?? rule;
