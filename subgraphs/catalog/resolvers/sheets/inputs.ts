import { Field, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';

@InputType('ImportPriceListInput', { description: 'The vendor sheet to import.' })
export class ImportPriceListInput {
  @Field(() => String, { description: 'The name of the vendor. A vendor with a new name is created.' })
  vendor!: string;

  @Field(() => String, {
    description:
      'The https or http address of the file, on a host that the operator allows, or the path of the file below the ' +
      'import folder of the server.',
  })
  @Length({ max: 1_024 })
  source!: string;
}
