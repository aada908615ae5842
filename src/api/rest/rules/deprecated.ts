import { applyDecorators, SetMetadata } from '@nestjs/common';
import { DECORATORS } from '@nestjs/swagger';
import { requireFair, type Deprecation } from './deprecation.js';

export const DEPRECATION = 'dbaas:deprecation';

/**
 * Says that a route will go, in every answer of it and in the API's description.
 * @throws Error, when the process starts, for what clients could not rely on.
 */
export function Deprecated(deprecation: Deprecation): MethodDecorator {
  requireFair(deprecation);
  return applyDecorators(SetMetadata(DEPRECATION, deprecation), markDeprecated);
}

/** Beside what the route says of itself, whichever comes first: the library's own decorator would take its summary away. */
const markDeprecated: MethodDecorator = (_target, _name, descriptor) => {
  const handler = descriptor.value as object;
  const operation = Reflect.getMetadata(DECORATORS.API_OPERATION, handler) as object | undefined;
  Reflect.defineMetadata(DECORATORS.API_OPERATION, { ...operation, deprecated: true }, handler);
};
