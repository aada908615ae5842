import { Module } from '@nestjs/common';
import { MongodbProvider } from './provider.js';

@Module({ providers: [MongodbProvider], exports: [MongodbProvider] })
export class MongodbModule {
  static readonly provider = MongodbProvider;
}
