import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const IS_PUBLIC = 'dbaas:public';

/** No token needed: for probes, which know none. Everything else asks who calls. */
export const Public = (): CustomDecorator => SetMetadata(IS_PUBLIC, true);
