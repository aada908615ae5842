import { ObjectType } from '@nestjs/graphql';
import type { ObjectTypeOptions } from '@nestjs/graphql';
import { ApiSchema } from '@nestjs/swagger';
import { Node } from './graphql-node.js';
import { recordKind, recordShape } from './shape-registry.js';
import type { KindOptions, ShapeOptions } from './shape-registry.js';

/** A nested object: the class becomes a schema in CRD and OpenAPI and an object type in GraphQL. */
export function Shape(options: ShapeOptions): ClassDecorator {
  return (target) => declareShape(target, options);
}

/** What kinds have in common: inherited by each, a type of its own nowhere. */
export function AbstractShape(): ClassDecorator {
  return ObjectType({ isAbstract: true });
}

/** A custom resource with `spec` and `status`; one CustomResourceDefinition is generated from it. */
export function Kind(options: KindOptions): ClassDecorator {
  return (target) => {
    recordKind(target, options);
    declareShape(target, options, options.globalId ? { implements: () => Node } : {});
  };
}

type Target = Parameters<ClassDecorator>[0];

function declareShape(target: Target, options: ShapeOptions, graphQl: ObjectTypeOptions = {}): void {
  const name = options.name ?? target.name;
  recordShape(target, options);
  ObjectType(name, { description: options.description, ...graphQl })(target);
  ApiSchema({ name, description: options.description })(target);
}
