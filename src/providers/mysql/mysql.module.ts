import { Module } from '@nestjs/common';
import { MysqlProvider } from './provider.js';

@Module({ providers: [MysqlProvider], exports: [MysqlProvider] })
export class MysqlModule {
  static readonly provider = MysqlProvider;
}
