import { Module } from '@nestjs/common';
import { MariadbProvider } from './provider.js';

@Module({ providers: [MariadbProvider], exports: [MariadbProvider] })
export class MariadbModule {
  static readonly provider = MariadbProvider;
}
