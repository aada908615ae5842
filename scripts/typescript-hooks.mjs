/**
 * Lets a script import the tests' TypeScript: Node strips the types itself, and a relative `.js` that is not there is the
 * `.ts` beside it, as the compiler has it. To be imported first; the TypeScript then with `await import()`.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(specifier)) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});
