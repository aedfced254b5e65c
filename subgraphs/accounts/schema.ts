import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/account-references.ts';
import { AuditEntryFields } from './resolvers/audit/fields.ts';
import { AuditQueries } from './resolvers/audit/queries.ts';
import { BrandingFields, ProviderBranding, ResellerBranding } from './resolvers/branding/fields.ts';
import { BrandingMutations } from './resolvers/branding/mutations.ts';
import { BrandingQueries } from './resolvers/branding/queries.ts';
import { AccountFields, ProviderFields, ResellerFields } from './resolvers/hierarchy/fields.ts';
import { AccountMutations } from './resolvers/hierarchy/mutations.ts';
import { AccountQueries } from './resolvers/hierarchy/queries.ts';
import { CustomerType, ProviderType, ResellerType } from './resolvers/hierarchy/types.ts';
import { NodeQueries } from './resolvers/nodes/queries.ts';
import { FOREIGN_NODES } from './resolvers/nodes/types.ts';
import {
  InvitationFields,
  ProviderInvitations,
  ResellerOnboarding,
  SignedAgreementFields,
  ViewerAgreement,
} from './resolvers/onboarding/fields.ts';
import { OnboardingMutations } from './resolvers/onboarding/mutations.ts';
import { OnboardingQueries } from './resolvers/onboarding/queries.ts';
import { PasswordMutations } from './resolvers/passwords/mutations.ts';
import { ResellerSecurity, ViewerSecurity } from './resolvers/sign-in/fields.ts';
import { SignInQueries } from './resolvers/sign-in/queries.ts';
import { SessionMutations } from './resolvers/sign-in/mutations.ts';
import { SingleSignOnMutations } from './resolvers/single-sign-on/mutations.ts';
import { SingleSignOnQueries } from './resolvers/single-sign-on/queries.ts';
import { CustomerTerms, ResellerTerms, TermsRequestFields } from './resolvers/terms/fields.ts';
import { TermsMutations } from './resolvers/terms/mutations.ts';
import { TermsQueries } from './resolvers/terms/queries.ts';
import {
  AccountUsers,
  ProviderApiClients,
  ResellerApiClients,
  UserFields,
  ViewerFields,
} from './resolvers/users/fields.ts';
import { ApiClientMutations, UserMutations } from './resolvers/users/mutations.ts';
import { UserQueries } from './resolvers/users/queries.ts';

const HIERARCHY = [AccountQueries, AccountMutations, AccountFields, ProviderFields, ResellerFields] as const;
const NODES = [NodeQueries] as const;
const ONBOARDING = [
  OnboardingQueries,
  OnboardingMutations,
  InvitationFields,
  SignedAgreementFields,
  ProviderInvitations,
  ResellerOnboarding,
  ViewerAgreement,
] as const;
const SIGN_IN = [SessionMutations, PasswordMutations, SignInQueries, ResellerSecurity, ViewerSecurity] as const;
const SINGLE_SIGN_ON = [SingleSignOnQueries, SingleSignOnMutations] as const;
const USERS = [
  UserQueries,
  UserMutations,
  ApiClientMutations,
  UserFields,
  ViewerFields,
  AccountUsers,
  ProviderApiClients,
  ResellerApiClients,
] as const;
const BRANDING = [BrandingQueries, BrandingMutations, ProviderBranding, ResellerBranding, BrandingFields] as const;
const TERMS = [TermsQueries, TermsMutations, ResellerTerms, CustomerTerms, TermsRequestFields] as const;

const AUDIT = [AuditQueries, AuditEntryFields] as const;

/** Builds the schema of accounts. */
export function buildAccountsSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [
      ...HIERARCHY,
      ...NODES,
      ...ONBOARDING,
      ...SIGN_IN,
      ...SINGLE_SIGN_ON,
      ...USERS,
      ...BRANDING,
      ...TERMS,
      ...AUDIT,
    ],
    orphanedTypes: [ProviderType, ResellerType, CustomerType, ...FOREIGN_NODES],
    references,
  });
}
