import { Field, ID, InputType } from 'type-graphql';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import type { ImportKind } from '../../entities/price-list-import.ts';
import { PriceSheetKindEnum } from './types.ts';

@InputType('ImportPriceListInput', { description: 'The vendor sheet to import.' })
export class ImportPriceListInput {
  @Field(() => String, { description: 'The name of the vendor. A vendor with a new name is created.' })
  vendor!: string;

  @Field(() => String, {
    description:
      'The https or http address of the file, on a host that the operator allows, or the path of the file below the ' +
      'import folder of the server. CSV, as it is or packed with gzip or zip.',
  })
  @Length({ max: 1_024 })
  source!: string;

  @Field(() => PriceSheetKindEnum, {
    nullable: true,
    description:
      'What the sheet is; recognised from its rows if you leave it out. Of a file with rows of several kinds, those of ' +
      'the other kinds are skipped.',
  })
  kind?: ImportKind | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The month whose prices the sheet has, such as 2026-11. If you leave it out, it is read from the name of the file, ' +
      'and else it is the present month, or the next one for a preview.',
  })
  @Length({ max: 7 })
  month?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'The sheet announces the changes of the next month only: it retires nothing.',
  })
  nextMonth?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'The sheet has a part of its kind only: it retires nothing.',
  })
  partial?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Says what the sheet would change, and changes nothing.',
  })
  dryRun?: boolean | null;
}

@InputType('ConfirmPriceListImportInput', { description: 'The import that is no mistake.' })
export class ConfirmPriceListImportInput {
  @Field(() => ID, { description: 'The id of an import in the status NEEDS_CONFIRMATION.' })
  importId!: string;
}
