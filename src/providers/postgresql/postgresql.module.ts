import { Module } from '@nestjs/common';
import { PostgresqlProvider } from './provider.js';

@Module({ providers: [PostgresqlProvider], exports: [PostgresqlProvider] })
export class PostgresqlModule {
  static readonly provider = PostgresqlProvider;
}
